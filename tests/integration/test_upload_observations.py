"""The upload screen: the first click shows the plan and writes nothing, the second one writes it."""

import datetime as dt
import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.core.models import AuditEntry, ImportRun
from scorecards import uploads
from scorecards.models import Dataset, FigureChange, Observation
from tests.factories import admin
from tests.factories import figures as counts
from tests.factories import races as make

pytestmark = pytest.mark.django_db
HEAD = "measure,period,period_start,dimension,group,numerator,denominator\n"
SAID = {
    "title": "Cases declined, 2024",
    "table": "yearly-report",
    "publisher": "County court",
    "url": "https://example.org/report",
    "licence": "CC0-1.0",
    "attribution": "County court, yearly report",
    "may_republish": "on",
    "retrieved": "2026-11-12",
    "cadence": "yearly",
    "flag_felony_only": "yes",
}


@pytest.fixture
def world(settings, monkeypatch, tmp_path):
    """An office with an editor, another office without, and a measure."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(Dataset._meta.get_field("delivered").storage, "location", str(tmp_path / "deliveries"))
    state = make.StateFactory(code="ga", fips="13")
    ours = make.OfficeFactory(state=state, slug="ash", district="Ash County")
    theirs = make.OfficeFactory(state=state, slug="birch", district="Birch County")
    counts.MetricFactory(slug="declination")
    _, editor, reviewer = admin.group("Bluebird", office=ours)
    return {"ours": ours, "theirs": theirs, "editor": editor, "reviewer": reviewer, "folder": tmp_path / "uploads"}


def table(*rows, name="figures.csv"):
    return SimpleUploadedFile(name, (HEAD + "".join(f"{row}\n" for row in rows)).encode())


def year(part, whole, of=2024, cut=","):
    return f"declination,year,{of}-01-01,{cut},{part},{whole}"


def first_click(client, world, file, **said):
    client.force_login(world["editor"])
    return client.post(reverse("datasets:add"), SAID | {"office": world["ours"].pk, "file": file} | said)


def second_click(client, response):
    return client.post(reverse("datasets:add"), {"ticket": response.context["ticket"]}, follow=True)


def test_nothing_is_written_by_the_first_click(client, world):
    response = first_click(client, world, table(year(25, 100)))
    page = response.content.decode()
    assert "Nothing has been written." in page
    assert "Write 1 figure" in page
    assert (Dataset.objects.count(), Observation.objects.count(), ImportRun.objects.count()) == (0, 0, 0)
    kept = list(world["folder"].glob("*/*"))
    assert [path.name for path in kept] == ["figures.csv"]
    assert oct(kept[0].parent.stat().st_mode)[-3:] == "700"


def test_the_second_click_writes_what_was_shown(client, world, django_capture_on_commit_callbacks):
    response = first_click(client, world, table(year(25, 100)))
    with django_capture_on_commit_callbacks(execute=True):
        done = second_click(client, response)
    assert "Written: 1 figure." in done.content.decode()
    figure = Observation.objects.get()
    assert (figure.office, figure.numerator, figure.denominator) == (world["ours"], 25, 100)
    dataset = Dataset.objects.get()
    assert (dataset.title, dataset.table, dataset.cadence) == (SAID["title"], SAID["table"], "yearly")
    # A question that nobody answered is not "no".
    assert dataset.flags == {"felony_only": True}
    assert (dataset.case_level, dataset.retrieved) == (False, dt.date(2026, 11, 12))
    with dataset.delivered.open("rb") as kept:
        assert kept.read() == table(year(25, 100)).read()
    assert AuditEntry.objects.filter(model="scorecards.Dataset", by="Bluebird-editor").exists()
    assert list(world["folder"].iterdir()) == []


def test_a_ticket_works_once_for_its_own_user(client, world):
    response = first_click(client, world, table(year(25, 100)))
    stranger = admin.person_of(world["editor"].groups.first(), "second-editor")
    client.force_login(stranger)
    assert "no longer here" in second_click(client, response).content.decode()
    assert Observation.objects.count() == 0
    client.force_login(world["editor"])
    second_click(client, response)
    assert "no longer here" in second_click(client, response).content.decode()
    assert Observation.objects.count() == 1


@pytest.mark.parametrize("text", ["", "x", "e30:1abc:def"])
def test_a_made_up_ticket_is_refused(client, world, text):
    client.force_login(world["editor"])
    answer = client.post(reverse("datasets:add"), {"ticket": text}, follow=True)
    assert "no longer here" in answer.content.decode()


def test_a_refused_table_says_where_and_why_and_is_not_kept(client, world):
    page = first_click(client, world, table(year(25, 100), year("many", 100, of=2023))).content.decode()
    for part in (
        "One fault refuses the whole table",
        "figures.csv",
        "<td>3</td>",
        "<td>numerator</td>",
        "<td>many</td>",
    ):
        assert part in page, part
    assert "Write" not in page
    assert list(world["folder"].iterdir()) == []


def test_another_groups_office_is_refused_in_the_form_and_in_the_table(client, world):
    response = first_click(client, world, table(year(25, 100)), office=world["theirs"].pk)
    assert response.context["form"].errors["office"]
    named = SimpleUploadedFile("figures.csv", f"office,{HEAD}ga/birch,{year(25, 100)}\n".encode())
    page = first_click(client, world, named).content.decode()
    assert "does not cover: ga/birch" in page
    assert Observation.objects.count() == 0


def test_differences_to_public_figures_and_hidden_cells_are_shown(client, world):
    old = counts.DatasetFactory(office=world["ours"], table="yearly-report", retrieved=dt.date(2026, 1, 1))
    metric = Observation.metric.field.related_model.objects.get(slug="declination")
    counts.ObservationFactory(
        dataset=old, metric=metric, period_start=dt.date(2024, 1, 1), numerator=20, denominator=100
    )
    few = [year(1, 4, cut="race,Asian"), year(1, 6, cut="race,Other"), year(20, 90, cut="race,White")]
    response = first_click(client, world, table(year(25, 100), *few))
    page = response.content.decode()
    assert "<td>20%</td><td>25%</td>" in page
    assert "<li>declination, 2024, Asian</li>" in page
    assert "<li>declination, 2024, White</li>" not in page
    second_click(client, response)
    assert FigureChange.objects.get().after["shown"] == "25%"


def test_what_changed_between_the_clicks_is_shown_again(client, world):
    response = first_click(client, world, table(year(25, 100)))
    old = counts.DatasetFactory(office=world["ours"], table="yearly-report", retrieved=dt.date(2026, 1, 1))
    metric = Observation.metric.field.related_model.objects.get(slug="declination")
    counts.ObservationFactory(
        dataset=old, metric=metric, period_start=dt.date(2024, 1, 1), numerator=20, denominator=100
    )
    again = second_click(client, response)
    assert "Look at the plan once more" in again.content.decode()
    assert Observation.objects.count() == 1
    second_click(client, again)
    assert Observation.objects.count() == 2


def test_the_same_table_again_has_nothing_to_write(client, world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        second_click(client, first_click(client, world, table(year(25, 100))))
    page = first_click(client, world, table(year(25, 100))).content.decode()
    assert "on record already" in page
    assert list(world["folder"].iterdir()) == []


def test_a_large_file_and_a_day_to_come_are_refused(client, world, monkeypatch):
    monkeypatch.setattr(uploads, "MOST", 10)
    response = first_click(client, world, table(year(25, 100)), retrieved="2999-01-01")
    assert set(response.context["form"].errors) == {"file", "retrieved"}


def test_a_name_leads_nowhere(world):
    path = uploads.keep(SimpleUploadedFile("..\\..\\x/é\n.csv", b"a"))
    assert path.parent.parent == world["folder"]
    assert path.name.isascii()


def test_uploads_that_nobody_came_back_for_are_removed(world):
    old, new = (uploads.keep(SimpleUploadedFile("a.csv", b"a")) for _ in range(2))
    long_ago = time.time() - uploads.KEPT - 60
    os.utime(old.parent, (long_ago, long_ago))
    uploads.purge()
    assert (old.exists(), new.exists()) == (False, True)


def test_only_those_who_may_add_files_reach_the_screen(client, world):
    user = admin.person_of(make.AuthGroupFactory(name="nobody"), "nobody")
    client.force_login(user)
    assert client.get(reverse("datasets:add")).status_code != 200
    client.force_login(world["reviewer"])
    page = client.get(reverse("datasets:add")).content.decode()
    assert "Ash County" in page
    assert "Birch County" not in page
