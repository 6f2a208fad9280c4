import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import races as make
from tests.factories.admin import promise_of, update_of

pytestmark = pytest.mark.django_db


def page_of(client, address="/"):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def races_of(state, date, *standing, **fields):
    """One race an entry of `standing`, with so many candidates, all in one election."""
    election = make.ElectionFactory(state=state, date=date, source_title="Count of the state")
    made = []
    for people in standing:
        race = make.RaceFactory(office=make.OfficeFactory(state=state), election=election, **fields)
        make.CandidacyFactory.create_batch(people, race=race)
        made.append(race)
    return made


def test_an_empty_portal_says_so(client):
    page = page_of(client)
    assert "No office is on record yet." in page
    assert "No coming election is on record yet." in page
    assert "No promise has been rated yet." in page
    assert "How many races give voters a choice</h2>" not in page


def test_the_next_races_come_first_and_old_ones_not_at_all(client):
    state, today = make.StateFactory(), timezone.localdate()
    (late,) = races_of(state, today + dt.timedelta(days=90), 2)
    (soon,) = races_of(state, today, 1, field_known=True)
    (old,) = races_of(state, today - dt.timedelta(days=1), 1)
    page = page_of(client)
    assert page.index(soon.office.name) < page.index(late.office.name)
    assert old.office.name not in page
    assert page.index("Unopposed") < page.index("Contested")
    assert "Count of the state" in page


def test_how_many_races_give_a_choice_is_said_with_its_limits(client):
    state = make.StateFactory(code="ga", fips="13", name="Georgia")
    races_of(state, dt.date(2024, 11, 5), 2, 2, 1, 1, 1, 0)
    page = page_of(client)
    sentence = "<strong>2 of 6</strong> prosecutor races of the Georgia general election of Nov 5, 2024"
    assert f"{sentence} had two or more candidates." in page
    assert "Dashed: 3 with one name a seat. Primaries and write-ins are not in this list." in page
    assert "Grey: 1 with no list of candidates yet." in page
    assert "unopposed" not in page.casefold()
    assert [page.count(f'<i class="{cell}">') for cell in "cuo"] == [2, 3, 1]


def test_unopposed_is_said_only_where_the_whole_field_is_known(client):
    races_of(make.StateFactory(), dt.date(2024, 11, 5), 2, 1, 1, 1, 1, field_known=True)
    assert "Dashed: 4 unopposed." in page_of(client)


def test_withdrawn_and_write_in_candidates_give_no_choice(client):
    state = make.StateFactory()
    for race in races_of(state, dt.date(2024, 11, 5), 1, 1, 1, 1, 1):
        make.CandidacyFactory(race=race, status="withdrawn")
        make.CandidacyFactory(race=race, status="write_in")
    assert "<strong>0 of 5</strong>" in page_of(client)


def test_races_for_two_seats_are_measured_by_their_seats(client):
    races_of(make.StateFactory(), dt.date(2024, 11, 5), 3, 2, 2, 2, 2, seats=2)
    assert "<strong>1 of 5</strong>" in page_of(client)
    assert "had more candidates than seats." in page_of(client)


def test_a_few_races_are_no_picture_of_a_state(client):
    races_of(make.StateFactory(), dt.date(2024, 11, 5), 2, 1)
    assert "give voters a choice</h2>" not in page_of(client)


def test_promise_updates_count_once_a_reviewer_took_them(client):
    candidacy = make.CandidacyFactory()
    rated, waiting = (promise_of(candidacy, make.TopicFactory(), word) for word in ("Rated", "Waiting"))
    update_of(rated, "Rated", reviewed_by="reviewer", reviewed_at="2026-06-01T00:00Z")
    update_of(waiting, "Waiting")
    page = page_of(client)
    assert "Rated promise" in page
    assert "Rated letters were counted" in page
    assert "Waiting promise" not in page


def test_states_with_offices_are_listed(client):
    state = make.OfficeFactory().state
    empty = make.StateFactory()
    page = page_of(client)
    assert f'<a href="/offices/{state.code}/">{state.name}</a>' in page
    assert empty.name not in page


def test_sample_rows_are_marked_one_by_one(client):
    sample = make.StateFactory(sample=True)
    races_of(sample, timezone.localdate(), 2)
    races_of(make.StateFactory(), timezone.localdate(), 2)
    page = page_of(client)
    assert "Some sample data." in page
    assert page.count('<span class="tag">Sample</span>') == 2


def open_election(state, days, **fields):
    today = timezone.localdate()
    return make.ElectionFactory(
        state=state,
        date=today + dt.timedelta(days=300 + days),
        filing_closes=today + dt.timedelta(days=days),
        **fields,
    )


def test_races_nobody_opposes_yet_are_counted_with_their_last_days(client):
    assert "We know of no such race now." in page_of(client)
    state = make.StateFactory()
    today = timezone.localdate()
    for days, names in ((10, (1, 1, 2, 0)), (20, (1,)), (-1, (1,))):
        election = open_election(state, days)
        for people in names:
            race = make.RaceFactory(office=make.OfficeFactory(state=state), election=election)
            make.CandidacyFactory.create_batch(people, race=race)
    page = page_of(client)
    assert "<strong>3</strong> races have no more candidates than seats, and people can still file." in page
    first, last = (f"{today + dt.timedelta(days=n):%b %-d, %Y}" for n in (10, 20))
    assert f"The last days to file run from {first} to {last}." in page
    assert 'href="/races/?contested=open"' in page


def test_invented_open_races_are_counted_apart(client):
    for state in (make.StateFactory(), make.StateFactory(sample=True)):
        election = open_election(state, 10)
        race = make.RaceFactory(office=make.OfficeFactory(state=state), election=election)
        make.CandidacyFactory(race=race)
    page = page_of(client)
    assert page.count("<strong>1</strong> race has no more candidates than seats") == 2
    assert "The last day to file is" in page
