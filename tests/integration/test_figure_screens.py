"""The editors' screens for office numbers: own offices, own groups, and never what a file's bytes prove."""

import datetime as dt

import pytest
from django.urls import reverse

from portal.core.models import AuditEntry
from scorecards.models import Dataset, Estimate, Goal, Marker, Metric
from tests.factories import admin, beside, figures
from tests.factories import races as make

pytestmark = pytest.mark.django_db
SOURCE = {"source_url": "https://example.org/source", "source_title": "A public page"}
MARKER = {**SOURCE, "date": "2025-03-01", "kind": "law", "label": "New law", "detail": "A law changed."}


@pytest.fixture
def ours():
    office = make.OfficeFactory()
    group, editor, reviewer = admin.group("Bluebird", office=office)
    return {"office": office, "group": group, "editor": editor, "reviewer": reviewer}


def test_an_editor_marks_a_day_of_their_own_office(client, ours):
    client.force_login(ours["editor"])
    client.post(reverse("markers:add"), MARKER | {"office": ours["office"].pk})
    assert Marker.objects.get().office == ours["office"]
    assert AuditEntry.objects.filter(model="scorecards.Marker", action="created", by="Bluebird-editor").exists()


def test_another_groups_office_and_a_whole_state_are_refused(client, ours):
    client.force_login(ours["editor"])
    theirs = make.OfficeFactory()
    for wrong in ({"office": theirs.pk}, {"state": theirs.state_id}, {}):
        answer = client.post(reverse("markers:add"), MARKER | wrong)
        assert answer.context["form"].errors["office"]
    assert Marker.objects.count() == 0


def test_a_state_s_marker_is_an_admins(client, ours):
    of_state = beside.MarkerFactory(office=None, state=ours["office"].state)
    client.force_login(ours["reviewer"])
    assert client.get(reverse("markers:edit", args=[of_state.pk])).status_code == 404
    client.force_login(admin.admin())
    client.post(reverse("markers:add"), MARKER | {"state": ours["office"].state_id})
    assert Marker.objects.filter(state=ours["office"].state).count() == 2


def goal(ours, **values):
    return {
        **SOURCE,
        "office": ours["office"].pk,
        "metric": figures.MetricFactory().pk,
        "by": "community",
        "group": ours["group"].pk,
        "text": "Fewer people held.",
        "agreed_by": "84 of 90 members",
        "agreed_on": "2026-01-15",
    } | values


def test_a_goal_names_ones_own_group_and_who_agreed(client, ours):
    client.force_login(ours["editor"])
    client.post(reverse("goals:add"), goal(ours))
    assert Goal.objects.get().group == ours["group"]
    stranger = admin.group("Aardvark", office=make.OfficeFactory())[0]
    for wrong, field in (
        ({"group": stranger.pk}, "group"),
        ({"agreed_by": ""}, "agreed_by"),
        ({"by": "office"}, "group"),
    ):
        assert client.post(reverse("goals:add"), goal(ours, **wrong)).context["form"].errors[field]
    assert Goal.objects.count() == 1


STUDY = {
    **SOURCE,
    "place": "Somewhere",
    "finding": "Less.",
    "value": "-12",
    "low": "-18",
    "high": "-6",
    "unit": "points",
    "level": "95",
    "design": "By chance",
    "citation": "Author (2025)",
}


def test_a_study_of_no_office_is_an_admins(client, ours):
    client.force_login(ours["editor"])
    said = STUDY | {"metric": figures.MetricFactory().pk}
    assert client.post(reverse("estimates:add"), said).context["form"].errors["office"]
    client.post(reverse("estimates:add"), said | {"office": ours["office"].pk})
    assert Estimate.objects.get().office == ours["office"]


REQUEST = {**SOURCE, "asked_for": "Charging data", "asked_by": "A paper", "asked_on": "2026-02-01"}
GOAL_OF_OFFICE = {"by": "office", "group": "", "agreed_by": ""}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"outcome": "waiting", "answered_on": "2026-03-01"}, "answered_on"),
        ({"outcome": "refused"}, "answered_on"),
        ({"outcome": "refused", "answered_on": "2026-01-31"}, "answered_on"),
        ({"outcome": "refused", "answered_on": "2999-01-01"}, "answered_on"),
        ({"outcome": "cost", "answered_on": "2026-03-01"}, "quoted_cost"),
        ({"outcome": "cost", "answered_on": "2026-03-01", "quoted_cost": "-5"}, "quoted_cost"),
    ],
)
def test_what_came_of_a_request_is_refused_beside_its_field(client, ours, said, field):
    client.force_login(ours["editor"])
    answer = client.post(reverse("records-requests:add"), REQUEST | {"office": ours["office"].pk} | said)
    assert list(answer.context["form"].errors) == [field]


def test_a_study_s_value_and_a_goal_s_day_are_refused_beside_their_fields(client, ours):
    client.force_login(ours["editor"])
    study = STUDY | {"metric": figures.MetricFactory().pk, "office": ours["office"].pk}
    for wrong, field in (({"low": "-11"}, "low"), ({"high": "-13"}, "high"), ({"level": "950"}, "level")):
        assert list(client.post(reverse("estimates:add"), study | wrong).context["form"].errors) == [field]
    for wrong, field in (({"due": "2026-01-14"}, "due"), ({"agreed_on": "2999-01-01"}, "agreed_on")):
        said = goal(ours, **GOAL_OF_OFFICE, **wrong)
        assert list(client.post(reverse("goals:add"), said).context["form"].errors) == [field]


def test_a_reviewer_says_when_a_file_is_due_and_never_changes_its_hash(client, ours):
    dataset = figures.DatasetFactory(office=ours["office"])
    said = {
        "cadence": "yearly",
        "ended": "stopped",
        "ended_on": "2024-12-31",
        "ended_url": "https://example.org/stop",
        "may_republish": "on",
        "sha256": "0" * 64,
        "rows": "7",
        "title": "Another",
    }
    address = reverse("datasets:edit", args=[dataset.pk])
    client.force_login(ours["editor"])
    client.post(address, said)
    assert Dataset.objects.get().cadence == ""
    client.force_login(ours["reviewer"])
    early = client.post(address, said | {"ended_on": "2999-01-01"})
    assert list(early.context["form"].errors) == ["ended_on"]
    client.post(address, said)
    now = Dataset.objects.get()
    assert (now.cadence, now.ended, now.ended_on) == ("yearly", "stopped", dt.date(2024, 12, 31))
    assert (now.sha256, now.rows, now.title) == (dataset.sha256, dataset.rows, dataset.title)


def test_a_case_file_can_never_be_handed_out(client, ours):
    dataset = figures.DatasetFactory(office=ours["office"])
    client.force_login(ours["reviewer"])
    answer = client.post(reverse("datasets:edit", args=[dataset.pk]), {"may_hand_out": "on"})
    assert "counted and never kept" in answer.content.decode()
    assert not Dataset.objects.get().may_hand_out


def test_nobody_deletes_a_file(client, ours):
    dataset = figures.DatasetFactory(office=ours["office"])
    client.force_login(admin.admin())
    assert client.post(f"/admin/datasets/delete/{dataset.pk}/").status_code == 404
    assert Dataset.objects.count() == 1


def test_an_admin_ticks_the_flags_of_a_measure(client):
    metric = figures.MetricFactory()
    client.force_login(admin.admin())
    address = reverse("measures:edit", args=[metric.pk])
    form = client.get(address).context["form"]
    said = {name: value for name in form.fields if (value := form[name].value()) not in (None, [])}
    client.post(address, said | {"flags": ["felony_only"], "why": "It says who is charged."})
    metric = Metric.objects.get()
    assert (metric.flags, metric.why) == (["felony_only"], "It says who is charged.")


MEASURE = {
    "name": "Cases sent back",
    "slug": "cases-sent-back",
    "kind": "share",
    "category": "charging",
    "definition": "Of all cases, those sent back to the police.",
    "numerator": "cases sent back",
    "denominator": "cases received",
    "unit_of_count": "a case",
    "start_clock": "the day of receipt",
    "direction": "none",
    "minimum_base": "10",
    "order": "900",
}


def test_an_admin_adds_a_measure_whose_address_and_kind_stay(client):
    client.force_login(admin.admin())
    for wrong, field in (
        ({"denominator": ""}, "denominator"),
        ({"kind": "count"}, "denominator"),
        ({"kind": "ratio"}, "kind"),
        ({"minimum_base": "5"}, "minimum_base"),
    ):
        assert list(client.post(reverse("measures:add"), MEASURE | wrong).context["form"].errors) == [field]
    client.post(reverse("measures:add"), MEASURE)
    metric = Metric.objects.get()
    address = reverse("measures:edit", args=[metric.pk])
    client.post(address, MEASURE | {"slug": "other", "kind": "count", "name": "Cases returned"})
    metric.refresh_from_db()
    assert (metric.slug, metric.kind, metric.name) == ("cases-sent-back", "share", "Cases returned")


def test_a_typed_date_is_read_and_never_replaced_by_today(client, ours):
    client.force_login(ours["editor"])
    answer = client.post(reverse("markers:add"), MARKER | {"office": ours["office"].pk, "date": "13/45/2020"})
    form = answer.context["form"]
    assert list(form.errors) == ["date"]
    assert form.fields["date"].widget.get_config()["validateOnBlur"] is False
    client.post(reverse("markers:add"), MARKER | {"office": ours["office"].pk, "date": "3/5/2020"})
    assert Marker.objects.get().date == dt.date(2020, 3, 5)
