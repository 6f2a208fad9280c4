"""What the home page prints."""

from collections import Counter

from django.utils import timezone

from portal.pages.shown import addresses
from portal.pages.shown.races import row as race_row
from races.models import Election, Race, State
from scorecards.models import Promise

NEXT_RACES, CHOICES, UPDATES = 6, 2, 3


def home():
    """Next elections, how many races give a choice, newest promise updates, and which states are covered."""
    races = [race_row(race) for race in _coming_races()]
    promises = list(Promise.objects.recently_rated()[:UPDATES])
    states = [state for state in State.objects.with_office_counts() if state.office_count]
    choices = _choices()
    return {
        "races": races,
        "race_sources": _sources(race["race"].election for race in races),
        "choices": choices,
        "open": races_open_for_filing(),
        "promises": promises,
        "states": [{"state": state, "url": addresses.state(state)} for state in states],
        "state_total": sum(not state.is_sample for state in states),
        "office_total": sum(state.office_count for state in states if not state.is_sample),
        "sample_part": any(state.is_sample for state in states),
    }


def _coming_races():
    return Race.objects.for_page().with_standing().upcoming(timezone.localdate())[:NEXT_RACES]


def races_open_for_filing():
    """[{"n", "first", "last", "sample"}]: how many races nobody opposes yet while filing is open, with the
    first and the last of their last days to file; invented races apart from the real ones."""
    today = timezone.localdate()
    found = {}
    for sample, last_day, n in Race.objects.last_days_to_file(today):
        found.setdefault(sample, Counter())[last_day] += n
    return [
        {"n": days.total(), "first": min(days), "last": max(days), "sample": sample}
        for sample, days in sorted(found.items())
    ]


def _sources(elections):
    """Each source of these dates once, in the order of the list."""
    return list({election.source_url: election for election in elections}.values())


def _choices():
    """The newest elections with enough races to say how many give voters a choice, each cell of the picture
    named. Only where primaries and write-ins are known for every race may one candidate be called unopposed."""
    rows = list(Race.objects.choice_by_election()[:CHOICES])
    elections = Election.objects.select_related("state").in_bulk([row["election"] for row in rows])
    return [
        {
            **row,
            "election": elections[row["election"]],
            "known": row["fields_known"] == row["races"],
            "cells": "c" * row["choice"] + "u" * row["no_choice"] + "o" * row["none_listed"],
        }
        for row in rows
    ]
