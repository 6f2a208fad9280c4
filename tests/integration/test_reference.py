import pytest
from wagtail.models import Page

from portal.core import writes
from portal.core.models import AuditEntry, User
from portal.pages.models import OfficePage, StatePage
from races import reference
from races.models import County, Office, State, Topic
from scorecards import reference as measures
from scorecards.models import Metric

pytestmark = pytest.mark.django_db
MODELS = (State, County, Office, Topic, Metric)


FEW = ("ct", "ga", "il", "pr", "sd")


@pytest.fixture
def loaded(db):
    return reference.load(states=FEW), measures.load()


def test_the_first_load_makes_facts_and_their_pages(loaded):
    assert State.objects.count() == StatePage.objects.count() == len(FEW)
    assert County.objects.filter(state__code="ga").count() == 159
    assert County.objects.filter(state__code="il").count() == 102
    office = Office.objects.get(state__code="il", slug="cook")
    assert (office.name, office.page.url) == ("Cook County State's Attorney", "/offices/il/cook/")
    assert [county.fips for county in office.counties.all()] == ["17031"]
    assert OfficePage.objects.count() == Office.objects.count() == 102 + 64 + 10
    assert Page.find_problems() == ([], [], [], [], [])


def test_loading_twice_changes_nothing(loaded):
    entries = AuditEntry.objects.count()
    for first, second in zip(loaded, (reference.load(states=FEW), measures.load()), strict=True):
        assert (second.created, second.changed) == ([], [])
        assert second.unchanged == len(first.created)
    assert AuditEntry.objects.count() == entries


def test_every_shipped_fact_passes_its_own_checks(loaded):
    for model in MODELS:
        for row in model.objects.all():
            row.full_clean()


def test_a_rule_is_filled_in_only_where_a_source_was_read(loaded):
    confirmed = State.objects.filter(rule_status=State.RuleStatus.CONFIRMED)
    assert {"ga", "il"} <= set(confirmed.values_list("code", flat=True))
    for state in confirmed:
        assert state.rule_source_url.startswith("https://")
        assert state.rule_source_title
        assert state.rule_checked
        assert state.selection != State.Selection.UNKNOWN
        assert state.prosecutor_title
    for state in State.objects.filter(rule_status=State.RuleStatus.TO_CONFIRM):
        rule = (state.prosecutor_title, state.term_years, state.partisan, state.other_prosecutors)
        assert rule == ("", None, None, "")
        assert (state.rule_source_url, state.rule_source_title, state.rule_checked) == ("", "", None)
        assert state.selection == State.Selection.UNKNOWN


def test_fields_that_the_files_do_not_name_are_left_alone(loaded):
    State.objects.filter(code="il").update(partisan=True)
    County.objects.filter(fips="17031").update(valid_from="1831-01-15")
    assert reference.load(states=FEW).changed == []
    assert State.objects.get(code="il").partisan is True
    assert County.objects.get(fips="17031").valid_from is not None


def test_a_shipped_value_is_renewed_and_its_page_with_it(loaded):
    Topic.objects.filter(slug="bail").update(name="Old words")
    office = Office.objects.get(state__code="il", slug="cook")
    Office.objects.filter(pk=office.pk).update(title="Old title")
    plan = reference.load(states=FEW)
    assert {change.key for change in plan.changed} == {("bail",), (office.state_id, "cook")}
    assert Topic.objects.get(slug="bail").name == "Bail and pretrial release"
    assert Office.objects.get(pk=office.pk).title == "State's Attorney"


def test_what_a_person_edited_stays_and_the_plan_says_so(loaded):
    admin = User.objects.create_user("admin")
    topic, metric = Topic.objects.get(slug="bail"), Metric.objects.get(slug="defendants-charged")
    topic.name, metric.name = "Bail", "People charged"
    writes.save(topic, by=admin)
    writes.save(metric, by=admin)
    plan, measured = reference.load(states=FEW), measures.load()
    assert plan.changed == measured.changed == []
    assert "was edited here and stays" in plan.notes[0]
    assert "was edited here and stays" in measured.notes[0]
    topic.refresh_from_db()
    metric.refresh_from_db()
    assert (topic.name, metric.name) == ("Bail", "People charged")


def test_nothing_is_written_where_a_load_fails(monkeypatch):
    monkeypatch.setattr(reference, "_topics", lambda by: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reference.load(states=FEW)
    assert not State.objects.exists()


def test_topics_and_measures_have_spanish(loaded):
    assert not Topic.objects.filter(name_es="").exists()
    assert not Metric.objects.filter(name_es="").exists()
    assert not Metric.objects.filter(definition_es="").exists()
