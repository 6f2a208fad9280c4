"""The dates of races as iCalendar (RFC 5545) in the reader's language. Same facts, same bytes."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Journal

from portal.pages.shown import addresses
from portal.pages.shown.race import DEADLINES
from races.models import Race


def of_race(race, request):
    """The calendar of one race, past or coming. Needs `office.state` and `election` loaded."""
    return _calendar(race.office, [race], request, f"{race.office.name}, {race.election.date:%Y}")


def of_office(office, request):
    """All coming races of one office. Needs `state` loaded."""
    return _calendar(office, coming(office), request, office.name)


def coming(office):
    """The office's races that are still ahead, each with its election."""
    return list(Race.objects.for_page().filter(office=office).upcoming(timezone.localdate()))


def _calendar(office, races, request, name):
    """UTF-8 bytes. RFC 5545 wants one component at least: with no date known, a journal entry says just that."""
    calendar = Calendar()
    calendar.add("prodid", "-//Open Prosecutor Record//Election dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _marked(name, office))
    for race in races:
        for event in _events(race, request):
            calendar.add_component(event)
    if not races:
        calendar.add_component(_nothing(office, request))
    return calendar.to_ical()


def _events(race, request):
    days = [
        (getattr(race.election, name), name, label)
        for name, label, _hot in DEADLINES
        if getattr(race.election, name) is not None
    ]
    for day, name, label in sorted(days):
        event = Event()
        event.add("uid", f"{name}.{race.slug}.{_place(race.office)}@{request.get_host()}")
        event.add("dtstamp", _stamp(race.election, race))
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", _marked(f"{_(label)}: {race.office.name}", race.office), _language())
        url = request.build_absolute_uri(addresses.race(race))
        event.add("description", _told(race.election, url), _language())
        event.add("url", url)
        yield event


def _nothing(office, request):
    journal = Journal()
    journal.add("uid", f"none.{_place(office)}@{request.get_host()}")
    journal.add("dtstamp", _stamp(office))
    words = _("No coming election of this office is on record yet.")
    journal.add("summary", _marked(f"{office.name}: {words}", office), _language())
    journal.add("url", request.build_absolute_uri(addresses.office(office)))
    return journal


def _place(office):
    return f"{office.slug}.{office.state.code}"


def _stamp(*facts):
    """When we last read the sources, as a time that stays the same until somebody reads them again."""
    days = [fact.source_checked or fact.source_date for fact in facts]
    day = max((day for day in days if day), default=dt.date(2026, 1, 1))
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def _told(election, url):
    source = _("Source: %(title)s, %(url)s") % {"title": election.source_title, "url": election.source_url}
    more = _("Candidates and sources: %(url)s") % {"url": url}
    return f"{source}\n{more}"


def _marked(text, office):
    return f"{_('Sample')}: {text}" if office.state.is_sample else text


def _language():
    return {"LANGUAGE": get_language()}
