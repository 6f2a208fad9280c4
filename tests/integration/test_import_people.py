"""Who is who in imported lists: suggested by likeness, decided by a person, and kept."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command

from races import decisions
from races.actions import apply_results, join_people
from races.models import Candidacy, PeopleApart, Person, PersonName
from tests.factories.lists import DAY, HEADER, SOURCE, alder, decide, planner, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(db, tmp_path):
    alder()
    return planner(tmp_path)


def years(*names):
    return [f"alder,20{30 + 4 * n}-11-05,general,{name}" for n, name in enumerate(names)]


def test_the_same_name_in_the_same_office_is_one_person(planned):
    plan = planned(*years("Ada Ash", "Ada Ash"))
    assert plan.open == []
    apply_results(plan)
    assert (Candidacy.objects.count(), Person.objects.count()) == (2, 1)


def test_names_that_look_alike_stay_two_people_until_somebody_decides(planned, tmp_path):
    rows = years("Charles Ash", "C. Ash")
    plan = planned(*rows)
    (pair,) = plan.open
    assert (pair["first"], pair["second"], pair["likeness"]) == ("C. Ash", "Charles Ash", 92)
    apply_results(plan)
    assert Person.objects.count() == 2
    assert len(planned(*rows).open) == 1  # asked again: nobody decided


def test_a_decision_is_kept_and_nobody_is_asked_again(planned, tmp_path):
    rows = years("Charles Ash", "C. Ash")
    decided = decide(tmp_path, planned(*rows).open, "same", keep="second")
    plan = planned(*rows, decided=decided)
    assert (plan.open, refused(plan)) == ([], [])
    apply_results(plan)
    person = Person.objects.get()
    assert person.name == "Charles Ash"
    assert list(person.other_names.values_list("name", flat=True)) == ["C. Ash"]
    assert sorted(person.candidacies.values_list("ballot_name", flat=True)) == ["C. Ash", "Charles Ash"]
    again = planned(*rows, "alder,2038-11-05,general,C. Ash")
    assert again.open == []
    apply_results(again)
    assert Person.objects.count() == 1
    assert person.candidacies.count() == 3


def test_two_people_decided_apart_are_not_brought_up_again(planned, tmp_path):
    rows = years("Charles Ash", "C. Ash")
    apply_results(planned(*rows, decided=decide(tmp_path, planned(*rows).open, "different")))
    assert (Person.objects.count(), PeopleApart.objects.count()) == (2, 1)
    assert planned(*rows).open == []


def test_people_already_on_record_are_joined_by_a_later_decision(planned, tmp_path):
    rows = years("Charles Ash", "C. Ash")
    apply_results(planned(*rows))
    later = planned(*rows, decided=decide(tmp_path, planned(*rows).open, "same", keep="second"))
    apply_results(later)
    person = Person.objects.get()
    assert (person.name, person.candidacies.count()) == ("Charles Ash", 2)
    assert list(PersonName.objects.values_list("name", flat=True)) == ["C. Ash"]


def test_two_in_one_race_are_not_joined_behind_anybodys_back(planned, tmp_path):
    rows = (f"{DAY},Charles Ash", f"{DAY},C. Ash")
    apply_results(planned(*rows))
    plan = planned(*rows, decided=decide(tmp_path, planned(*rows).open, "same"))
    assert any("are both on record in the race" in one for one in refused(plan))
    first, second = Person.objects.order_by("pk")
    with pytest.raises(ValueError, match="both in the race"):
        join_people(keep=first, other=second)


def test_one_person_twice_in_a_race_needs_to_know_whose_figures_are_right(planned, tmp_path):
    rows = (f"{DAY},Charles Ash,120,60.1", f"{DAY},C. Ash,,60.2")
    header = f"{HEADER},votes,share"
    pairs = planned(*rows, header=header).open
    (fault,) = refused(planned(*rows, header=header, decided=decide(tmp_path, pairs, "same", keep="")))
    assert "are one person in one race, with vote_share" in fault
    apply_results(planned(*rows, header=header, decided=decide(tmp_path, pairs, "same", keep="first")))
    one = Candidacy.objects.get()
    assert (one.ballot_name, one.votes, str(one.vote_share)) == ("C. Ash", 120, "60.200")
    assert planned(*rows, header=header).total.summary() == "created 0, changed 0, unchanged 3, refused 0"


def test_decisions_that_fit_nothing_or_contradict_each_other_are_refused(planned, tmp_path):
    rows = years("Charles Ash", "C. Ash")
    (pair,) = planned(*rows).open
    strange = {**pair, "first": "Nobody"}
    path = decide(tmp_path, [strange], "same")
    assert any(
        '"Nobody" of alder is neither in these files nor on record' in one
        for one in refused(planned(*rows, decided=path))
    )
    text = decisions.as_csv([{**pair, "decision": word} for word in ("same", "different")])
    path.write_bytes(text)
    assert any('are both "same" and "different"' in one for one in refused(planned(*rows, decided=path)))
    path.write_bytes(decisions.as_csv([{**pair, "decision": "maybe"}]))
    assert any('"maybe" is not one of: same, different' in one for one in refused(planned(*rows, decided=path)))


def test_the_command_writes_suggestions_and_takes_decisions(planned, tmp_path):
    path, out = tmp_path / "list.csv", tmp_path / "suggestions.csv"
    path.write_text("\n".join([HEADER, *years("Charles Ash", "C. Ash"), ""]))
    arguments = [
        "candidates",
        "--state",
        "zz",
        "--source-url",
        SOURCE.url,
        "--source-title",
        SOURCE.title,
        str(path),
    ]
    said = StringIO()
    call_command("import", *arguments, "--suggestions", str(out), stdout=said)
    assert "92: C. Ash (alder) / Charles Ash (alder)" in said.getvalue()
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    out.write_bytes(decisions.as_csv([{**row, "decision": "same", "keep": "second"} for row in rows]))
    call_command("import", *arguments, "--decisions", str(out), "--commit", stdout=StringIO())
    assert Person.objects.get().name == "Charles Ash"
