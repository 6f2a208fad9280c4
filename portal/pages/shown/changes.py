"""What is new on a race, an office, a state or the whole site: dated public facts, the newest first.

Made of the facts themselves and not of the audit log, which names editors and drafts. A fact without a date
is no news; a candidate whose page an editor took down is left out.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import chain

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.templatetags.opr import day
from portal.pages.shown import addresses
from portal.pages.shown.review import under_review
from races.models import Answer, Candidacy, Position, Race
from races.models.candidacy import LEFT_THE_RACE
from scorecards import reviewed
from scorecards.models import PromiseUpdate

MOST = 50
LIST_DATE = ("source_checked", "source_date")


@dataclass(frozen=True)
class Entry:
    """`key` stays the same for life: natural keys where there are any. `url` is a path; `text` is plain."""

    key: str
    at: dt.datetime
    title: str
    text: str
    url: str
    sample: bool


class Feed(Atom1Feed):
    """Atom whose bytes follow from its entries alone: an empty one is not "updated now"."""

    def latest_post_date(self):
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def feed(title, path, request, entries):
    """UTF-8 bytes of an Atom feed in the reader's language. `path`: of the page it belongs to."""
    host = request.get_host()
    made = Feed(
        title=f"{title} | {settings.SITE_NAME}",
        link=request.build_absolute_uri(path),
        description="",
        language=get_language(),
        author_name=settings.SITE_NAME,
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=f"tag:{host},2026:{request.path}",
    )
    for entry in entries:
        made.add_item(
            title=f"{_('Sample')}: {entry.title}" if entry.sample else entry.title,
            link=request.build_absolute_uri(entry.url),
            description=escape(entry.text),
            unique_id=f"tag:{host},2026:{get_language()}/{entry.key}",
            updateddate=entry.at,
        )
    return made.writeString("utf-8").encode()


def changes(place=None):
    """The newest `MOST` entries within a Race, an Office, a State or (None) the whole site: seven queries."""
    kinds = (_races, _candidacies, _left, _results, _positions, _promises, _answers)
    entries = chain.from_iterable(kind(place) for kind in kinds)
    return sorted(entries, key=lambda entry: (entry.at, entry.key), reverse=True)[:MOST]


def _at(value):
    """A day counts from its midnight, UTC."""
    return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time(), dt.UTC)


def _entry(key, race, fact, title, text, url=""):
    # What is put under review is new to those who read it before.
    since = getattr(fact, "review_since", None)
    # The path without the language, so that an entry keeps its id whatever prefix it was read under.
    place = f"{race.office.state.code}/{race.office.slug}/{race.slug}"
    return Entry(
        f"{place}/{key}",
        max(_at(fact.dated), _at(since)) if since else _at(fact.dated),
        title,
        text,
        url or addresses.race(race),
        race.office.state.is_sample,
    )


def _named(race):
    return f"{race.office.name}, {race.election.get_kind_display()}, {day(race.election.date)}"


def _source(fact):
    return _("Source: %(title)s, %(url)s") % {"title": fact.source_title, "url": fact.source_url}


def _races(place):
    rows = Race.objects.public().within(place).for_page()
    for race in rows.newest_dated(*LIST_DATE)[:MOST]:
        title = _("Race listed: %(race)s") % {"race": _named(race)}
        yield _entry("listed", race, race, title, _source(race))


def _of_candidates(place):
    rows = Candidacy.objects.public().within(place).filter(race__page__live=True)
    return rows.select_related("race__office__state", "race__election")


def _candidacies(place):
    for row in _of_candidates(place).newest_dated(*LIST_DATE)[:MOST]:
        title = _("%(name)s is listed: %(race)s") % {"name": row.ballot_name, "race": _named(row.race)}
        yield _entry(f"{row.slug}/listed", row.race, row, title, _source(row))


def _left(place):
    rows = _of_candidates(place).filter(status__in=LEFT_THE_RACE)
    for row in rows.newest_dated("status_date")[:MOST]:
        title = f"{row.ballot_name}: {row.get_status_display()}. {_named(row.race)}"
        source = {"title": row.status_source_title, "url": row.status_source_url}
        yield _entry(f"{row.slug}/{row.status}", row.race, row, title, _("Source: %(title)s, %(url)s") % source)


def _results(place):
    rows = Race.objects.public().within(place).for_page().exclude(result_status="none")
    for race in rows.newest_dated("result_checked")[:MOST]:
        title = _("Result: %(race)s") % {"race": _named(race)}
        label = race.result_label or race.get_result_status_display()
        source = {"title": race.result_source_title, "url": race.result_source_url}
        text = f"{capfirst(label)}. " + _("Source: %(title)s, %(url)s") % source
        yield _entry(f"result/{race.result_status}", race, race, title, text)


def _positions(place):
    rows = Position.objects.within(place).filter(candidacy__page__live=True)
    rows = rows.annotate(review_since=reviewed.profile("candidacy"))
    rows = rows.select_related("topic", "candidacy__race__office__state", "candidacy__race__election")
    for row in rows.newest_dated(*LIST_DATE, "said_on")[:MOST]:
        who = row.candidacy
        title = _("%(name)s on record: %(topic)s") % {"name": who.ballot_name, "topic": row.topic}
        url = f"{addresses.candidacy(who)}#p-{row.pk}"
        text = f"“{row.quote}” {_source(row)}"
        if row.review_since:
            title, text = who.ballot_name, under_review(row.review_since)
        yield _entry(f"{who.slug}/position/{row.pk}", who.race, row, title, text, url)


def _promises(place):
    rows = PromiseUpdate.objects.within(place).accepted().filter(promise__live=True)
    rows = rows.annotate(review_since=reviewed.promise("promise"))
    rows = rows.select_related("promise__candidacy__race__office__state", "promise__candidacy__race__election")
    for row in rows.newest_dated("reviewed_at")[:MOST]:
        who = row.promise.candidacy
        title = _("Promise of %(name)s: %(status)s") % {
            "name": who.ballot_name,
            "status": row.get_status_display(),
        }
        text = f"“{row.promise.quote}” {row.fact} {_source(row)}"
        if row.review_since:
            title, text = _("A promise of %(name)s") % {"name": who.ballot_name}, under_review(row.review_since)
        url = row.promise.get_absolute_url()
        yield _entry(f"{who.slug}/promise-update/{row.pk}", who.race, row, title, text, url)


def _answers(place):
    rows = Answer.objects.public(timezone.localdate()).within(place).filter(candidacy__page__live=True)
    rows = rows.annotate(review_since=reviewed.profile("candidacy"))
    rows = rows.select_related("question", "candidacy__race__office__state", "candidacy__race__election")
    for row in rows.newest_dated("confirmed_on")[:MOST]:
        who = row.candidacy
        words = _("%(name)s declined to answer") if row.declined else _("%(name)s answered")
        text = f"{row.question.plain_text} “{row.text}”" if row.text else row.question.plain_text
        key, title = f"{who.slug}/answer/{row.question_id}/{row.version}", words % {"name": who.ballot_name}
        if row.review_since:
            title, text = who.ballot_name, under_review(row.review_since)
        yield _entry(key, who.race, row, title, text, addresses.candidacy(who))
