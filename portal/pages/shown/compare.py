"""Two to four candidates side by side, in the order of their ballot. Never sorted by a score."""

from collections import defaultdict
from dataclasses import replace
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from portal.pages.shown import addresses, asking
from portal.pages.shown.choice import LEAST, MOST, problem
from portal.pages.shown.sheets import of_race
from portal.pages.shown.words import may_mark, parts
from races.election_querysets import STANDING
from races.models import Candidacy, Position, Race
from scorecards.models import Promise
from scorecards.under_review import profiles_under_review

QUOTE = 260


def candidates(choice):
    """Context of a comparison of candidates. The queries do not grow with candidates, races or questions."""
    related = ("person", "race__office__state", "race__election", "page")
    found = Candidacy.objects.at(choice.candidates).filter(race__page__live=True)
    picked = list(found.select_related(*related))
    asked_for = list(Race.objects.public().at(choice.races).for_page())
    races = {race.pk: race for race in [*asked_for, *(one.race for one in picked)]}
    fields = _fields(races)
    if not picked and len(races) == 1 and LEAST <= len(next(iter(fields.values()))) <= MOST:
        picked = list(next(iter(fields.values())))  # a whole race that fits
    picked.sort(key=_by_ballot)
    known = {_path(one) for one in picked} & set(choice.candidates)
    unknown = choice.unread + len(choice.candidates) - len(known) + len(choice.races) - len(asked_for)
    ready = LEAST <= len(picked) <= MOST
    return {
        "kind": "candidates",
        "problem": problem(len(picked), unknown, "candidates"),
        "ready": ready,
        "fields": [
            _field(races[pk], fields[pk], picked) for pk in sorted(races, key=lambda pk: _race_key(races[pk]))
        ],
        "sample": bool(races) and all(race.office.state.is_sample for race in races.values()),
        "sample_part": any(race.office.state.is_sample for race in races.values()),
        "query": query(picked, choice.topics),
        **(_side_by_side(picked, choice) if ready else {"topics": [], "people": picked}),
    }


def query(people, topics=()):
    return urlencode([("c", key(person)) for person in people] + [("t", topic) for topic in topics], safe="/")


def key(candidacy):
    """How an address names a candidacy: the end of its page's address."""
    return "/".join(_path(candidacy))


def _path(candidacy):
    race = candidacy.race
    return (race.office.state.code, race.office.slug, race.slug, candidacy.slug)


def _race_key(race):
    return (race.election.date, race.office.state.code, race.office.slug, race.slug)


def _by_ballot(candidacy):
    order = candidacy.ballot_order if candidacy.race.ballot_order_known else None
    place = (0, order, "") if order is not None else (1, 0, candidacy.person.sort_name)
    return (_race_key(candidacy.race), place, candidacy.pk)


def _fields(races):
    """Everybody who stands in these races, by race, in the order of its ballot."""
    found = {pk: [] for pk in races}
    rows = Candidacy.objects.filter(race__in=races).standing().select_related("person", "page")
    for one in rows:
        one.race = races[one.race_id]
        found[one.race_id].append(one)
    return {pk: sorted(people, key=_by_ballot) for pk, people in found.items()}


def _field(race, standing, picked):
    """One race of the comparison: who is in it, who of them is shown, and the address of all."""
    chosen = {one.pk for one in picked}
    shown = sum(one.pk in chosen for one in standing)
    fits = LEAST <= len(standing) <= MOST
    return {
        "race": race,
        "url": addresses.race(race),
        "choices": [
            {"candidacy": one, "key": key(one), "checked": one.pk in chosen}
            for one in [
                *standing,
                *(one for one in picked if one.race_id == race.pk and one.status not in STANDING),
            ]
        ],
        "shown": shown,
        "total": len(standing),
        "all_url": f"{reverse('compare')}?{query(standing)}" if fits else addresses.race(race),
        "fits": fits,
    }


def _side_by_side(people, choice):
    races = list({one.race_id: one.race for one in people}.values())
    sheets = of_race(races, people)
    sets = asking.sets(races, people)
    positions = Position.objects.filter(candidacy__in=people, candidacy__page__live=True).for_page()
    reviews = profiles_under_review(people)
    found = _merged(people, sheets, list(sets), list(positions), may_mark(sheets, sets), reviews)
    topics = {line.topic.slug: line.topic for part in found for line in part["lines"] if line.topic}
    wanted = [slug for slug in choice.topics if slug in topics]
    if wanted:
        for part in found:
            part["lines"] = [line for line in part["lines"] if line.topic and line.topic.slug in wanted]
    return {
        "people": people,
        "heads": [{**_head(person), "since": reviews.get(person.pk)} for person in people],
        "several_races": len(races) > 1,
        "all_standing": all(person.status in STANDING for person in people),
        "parts": [part for part in found if part["lines"]],
        "topics": [
            {"slug": slug, "topic": topic, "checked": slug in wanted}
            for slug, topic in sorted(topics.items(), key=lambda item: (item[1].order, item[1].name))
        ],
        "promises": _promises(people),
    }


def _head(person):
    page = getattr(person, "page", None)
    live = page is not None and page.live
    return {
        "candidacy": person,
        "url": addresses.candidacy(person) if live else "",
        "lead": page.lead if live and page.lead["text"] else None,
    }


def _promises(people):
    """How many published promises each has on record; a count, which says nothing about keeping them."""
    rows = Promise.objects.published().filter(candidacy__person__in=[one.person_id for one in people])
    counts = dict(rows.order_by().values_list("candidacy__person").annotate(n=Count("pk")))
    return [counts.get(one.person_id, 0) for one in people]


def _merged(people, sheets, sets, positions, marks, reviews):
    """Parts of every race as one list: a question that two races share is one line; a candidate of a race
    without the question has None for a cell."""
    merged = {}
    for race_id in dict.fromkeys(one.race_id for one in people):
        own = [one for one in people if one.race_id == race_id]
        own_sheets = [sheet for sheet in sheets if sheet.scorecard.race_id == race_id]
        own_sets = [asked for asked in sets if asked.question_set.race_id == race_id]
        said = [position for position in positions if position.candidacy_id in {one.pk for one in own}]
        for part in parts(own, own_sheets, own_sets, said, most=QUOTE, marks=marks, reviews=reviews):
            place = merged.setdefault(
                _part_key(part), {"part": part, "cells": defaultdict(dict), "lines": {}, "totals": {}}
            )
            place["totals"] |= {total.candidacy.pk: total.score for total in part.totals}
            for line in part.lines:
                place["lines"].setdefault(line.key, line)
                place["cells"][line.key] |= {said.candidacy.pk: said for said in line.cells}
    return [_aligned(place, people) for place in merged.values()]


def _part_key(part):
    source = {"sheet": lambda: part.source.scorecard.standard_id, "set": lambda: part.source.question_set.pk}
    return part.kind, source.get(part.kind, lambda: None)()


def _aligned(place, people):
    part, cells = place["part"], place["cells"]
    return {
        "kind": part.kind,
        "group": part.group,
        "marks": part.marks,
        "totals": [place["totals"].get(one.pk) for one in people] if part.marks else [],
        "lines": [
            replace(line, cells=tuple(cells[key].get(one.pk) for one in people))
            for key, line in place["lines"].items()
        ],
    }
