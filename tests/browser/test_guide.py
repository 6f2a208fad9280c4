"""The print guide as paper: two pages for up to three candidates, one more for each further three, on Letter and
A4, with the longest texts there are; and nothing cut off at the foot of a page."""

import datetime as dt
import re

import pytest

from races.models import Position
from scorecards.models import Mark
from tests.factories import figures as counts
from tests.factories import races as make
from tests.factories.scorecards import PromiseFactory, PromiseUpdateFactory, candidates, sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
LONG = "Nobody should wait in jail for trial because of money, and I will say so in every courtroom. " * 4
NAME = "Maria Guadalupe Hernandez-Villanueva de la Cruz"
# What a page may measure, in CSS pixels of 1/96 inch, within the margins of the style sheet.
PAPER = {"Letter": 725, "A4": 703}


def long_race(size):
    """A race whose every text is as long as people write it: sized to push a page over its edge."""
    state = make.StateFactory(name="Northern Mariana Islands and Elsewhere")
    day = dt.date(2027, 11, 2)
    office = make.OfficeFactory(state=state, district="Chattahoochee and Lookout Mountain Judicial Circuit")
    deadlines = ("register_by", "early_vote_from", "early_vote_to", "mail_ballot_request_by", "filing_closes")
    election = make.ElectionFactory(state=state, date=day, **dict.fromkeys(deadlines, day))
    race = make.RaceFactory(office=office, election=election, ballot_order_known=True)
    people = candidates(race, [f"{NAME} {n}" for n in range(size)])
    for person in people:
        person.designation, person.party = (
            "Assistant Chief Deputy District Attorney, Third Division",
            "Independent",
        )
        person.save()
        person.page.summary = LONG[:300]
        person.page.save()
    levels = ("matches", "partly", "no_answer", "not_found", "differs", "matches", "partly")
    sheet(race, people, [levels[:size]] * 8)
    Position.objects.update(quote=LONG, source_title="Candidates’ forum of the League, recording")
    Mark.objects.update(searched=LONG, asked_how=LONG[:120])
    _record(office, people[0])
    make.CandidacyFactory.create_batch(4, race=race, person__name=NAME, status="withdrawn")
    return race


def _record(office, person):
    dataset = counts.DatasetFactory(office=office, attribution=LONG[:300])
    for _ in range(8):
        metric = counts.MetricFactory(name="Felony cases declined, of all felony cases that were decided")
        counts.ObservationFactory(dataset=dataset, metric=metric)
    make.TenureFactory(office=office, person=person.person)
    for _ in range(10):
        PromiseUpdateFactory(promise=PromiseFactory(candidacy=person, quote=LONG, live=True), fact=LONG)


@pytest.mark.parametrize(
    ("size", "pages", "prefix"), [(2, 2, ""), (3, 2, ""), (3, 2, "/es"), (4, 3, ""), (6, 3, ""), (7, 4, "/es")]
)
def test_pages_on_letter_and_a4(live_server, settings, browser, size, pages, prefix):
    settings.ALLOWED_HOSTS = ["*"]
    page = browser.new_page()
    page.goto(f"{live_server.url}{prefix}{long_race(size).page.url}guide/")
    for paper in PAPER:
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) == pages, paper
    page.emulate_media(media="print")
    for width in PAPER.values():
        page.set_viewport_size({"width": width, "height": 900})
        columns = page.evaluate(
            "[...document.querySelectorAll('.gq thead th')].map(c => Math.round(c.offsetWidth))"
        )
        assert len(columns) == size
        assert max(columns) - min(columns) <= 1, "everybody has the same space"
    page.close()
