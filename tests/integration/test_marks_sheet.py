"""The marks sheet: what is downloaded is what is read, no evidence is doubled, and each fault is named."""

import csv
import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from races.models import Position
from scorecards import import_marks, marks_export, uploads
from scorecards.marks_table import COLUMNS
from scorecards.models import Evidence, Mark
from tests import councils
from tests.factories import admin
from tests.factories import races as make
from tests.factories import scorecards as score

pytestmark = pytest.mark.django_db
FULL = {
    "quote": "We publish all files.",
    "source_url": "https://example.org/files",
    "source_title": "Files page",
    "said_on": "2026-02-03",
}


@pytest.fixture
def world(settings, tmp_path):
    """A scorecard of two offices and a body, with a choice, ticks and a negative question, and its people."""
    settings.DATA_DIR = tmp_path
    lead, editor, reviewer = admin.group("Bluebird", state=make.StateFactory(code="ga", fips="13"))
    lead.scoring_mode = True
    standard = score.StandardFactory(group=lead, subjects="offices")
    small = score.CohortFactory(standard=standard, slug="small")
    section = score.SectionFactory(standard=standard, slug="files")
    asked = {}
    for slug, kind, points in (
        ("open", "choice", {"yes": 2, "partly": 1, "no": 0}),
        ("how", "multiple", {"web": 1, "paper": 1}),
        ("fees", "negative", {"none": 0, "high": -1}),
    ):
        asked[slug] = score.QuestionFactory(section=section, slug=slug, kind=kind)
        for order, (code, worth) in enumerate(points.items()):
            label = f"{code.title()} | {slug}" if slug == "open" else code.title()
            score.OptionFactory(
                question=asked[slug], code=code, level="", label=label, points=worth, order=order
            )  # fmt: skip
    asked["fees"].cohorts.add(small)
    score.versions.record(standard, by="owner", on=standard.published_on)
    card = score.ScorecardFactory(standard=standard, race=None, slug="offices")
    state = lead.coverage.get().state
    offices = [make.OfficeFactory(state=state, slug=slug, district=slug.title()) for slug in ("ash", "birch")]
    for order, office in enumerate(offices):
        score.SubjectFactory(scorecard=card, office=office, slug=office.slug, order=order, cohort=small)
    body = score.BodyFactory(group=lead, name="Court of Sample", slug="court")
    score.SubjectFactory(scorecard=card, body=body, slug="court", order=2)
    return {"card": card, "asked": asked, "editor": editor, "reviewer": reviewer, "folder": tmp_path, "lead": lead}


def table(world, *rows, name="marks.csv"):
    rows = [dict.fromkeys(COLUMNS, "") | row for row in rows]
    return councils.write(world["folder"] / name, [COLUMNS, *([row[c] for c in COLUMNS] for row in rows)])


def planned(world, *rows, **more):
    path = rows[0] if not isinstance(rows[0], dict) else table(world, *rows)
    return import_marks.plan_marks([path], world["card"], by=more.pop("by", world["editor"]), **more)


def written(world, *rows, **more):
    plan = planned(world, *rows, **more)
    assert plan.total.ok, [str(one) for one in plan.total.refused]
    import_marks.apply_marks(plan)
    return plan


EVERYTHING = (
    {"subject": "ash", "question": "open", "answer": "yes", **FULL},
    {"subject": "ga/birch", "question": "open", "answer": "partly", "points": "0.5", "reason": "=half", **FULL},
    {"subject": "Court of Sample", "question": "open", "answer": "not_found", "searched": "site\nfiles",
     "searched_on": "2026-02-01"},
    {"subject": "ash", "question": "how", "answer": "Paper|web", **FULL},
    {"subject": "birch", "question": "how", "answer": "none_ticked", **FULL, "quote": "- no way"},
    {"subject": "court", "question": "how", "answer": "no_answer", "asked_on": "2026-01-05", "asked_how": "post"},
    {"subject": "ash", "question": "fees", "answer": "high", **FULL, "quote": "'=We take fees'"},
    {"subject": "birch", "question": "fees", "answer": "not_applicable", "reason": "No files there"},
)  # fmt: skip


def test_every_kind_of_mark_is_written(world):
    plan = written(world, *EVERYTHING)
    assert len(plan.total.created) == 8
    marks = {(m.subject.slug, m.question.slug): m for m in Mark.objects.with_evidence()}
    assert marks["ash", "open"].option.code == "yes"
    assert marks["birch", "open"].points == 0.5
    assert marks["birch", "open"].evidence.office.slug == "birch"
    assert [one.code for one in marks["ash", "how"].ticks.all()] == ["web", "paper"]
    assert (marks["birch", "how"].many, marks["birch", "how"].ticks.count()) == (True, 0)
    assert marks["court", "how"].asked_on == dt.date(2026, 1, 5)
    assert marks["ash", "open"].evidence_id == marks["ash", "how"].evidence_id
    assert Evidence.objects.count() == 4
    assert {m.by for m in marks.values()} == {"Bluebird-editor"}


@pytest.mark.parametrize(("make_file", "name"), [(marks_export.as_csv, "m.csv"), (marks_export.as_xlsx, "m.xlsx")])
def test_importing_the_export_changes_nothing(world, make_file, name):
    written(world, *EVERYTHING)
    path = world["folder"] / name
    path.write_bytes(make_file(world["card"], stage="first", by=world["editor"]))
    plan = planned(world, path)
    assert plan.total.ok, [str(one) for one in plan.total.refused]
    assert (plan.total.created, plan.total.changed, plan.total.unchanged, plan.new) == ([], [], 8, [])
    assert import_marks.apply_marks(plan) is None
    # Without the ids the words are found by their quote and address.
    bare = [
        row | {"evidence_id": ""} for row in marks_export.rows(world["card"], stage="first", by=world["editor"])
    ]
    plan = planned(world, *({k: "" if v is None else v for k, v in row.items()} for row in bare))
    assert (plan.total.unchanged, plan.new) == (8, [])


def test_the_export_has_a_row_for_everything_asked(world):
    rows = list(csv.DictReader(io.StringIO(
        marks_export.as_csv(world["card"], stage="first", by=world["editor"]).decode()
    )))  # fmt: skip
    assert [(row["subject"], row["question"]) for row in rows] == [
        ("ash", "open"), ("ash", "how"), ("ash", "fees"), ("birch", "open"), ("birch", "how"), ("birch", "fees"),
        ("court", "open"), ("court", "how"),
    ]  # fmt: skip
    assert {row["answer"] for row in rows} == {""}
    assert tuple(rows[0]) == COLUMNS


def test_a_second_marker_never_gets_the_first_marks(world):
    card = world["card"]
    card.second_marks = True
    card.save()
    written(world, EVERYTHING[0])
    second = admin.person_of(world["lead"].editors, "second")
    for stage in ("first", "second"):
        text = marks_export.as_csv(card, stage=stage, by=second).decode()
        assert "We publish all files." not in text
        assert "yes" not in text
    plan = written(world, EVERYTHING[0] | {"answer": "no"}, stage="second", by=second)
    assert [change.before for change in plan.total.created] == [{}]
    assert list(Mark.objects.values_list("stage", "by")) == [("first", "Bluebird-editor"), ("second", "second")]
    refused = planned(world, EVERYTHING[0] | {"stage": "second"}).total.refused
    assert "three people" in str(refused[0])


def test_a_change_adds_a_mark_and_shows_before_and_after(world):
    written(world, *EVERYTHING)
    plan = written(world, EVERYTHING[0] | {"answer": "partly"})
    assert plan.total.changed[0].differences() == 'answer: "yes" -> "partly"'
    assert Mark.objects.filter(subject__slug="ash", question__slug="open").count() == 2
    assert Evidence.objects.count() == 4


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"subject": "aash"}, 'column "subject": "aash" is no subject of this scorecard. Did you mean "'),
        ({"question": "opened"}, '"opened" is no question of the published standard. Did you mean "open"?'),
        ({"answer": "yess"}, 'holds no answer "yess" of this question. Did you mean "yes"?'),
        ({"answer": "maybe"}, "not_found, no_answer, not_applicable, unchecked."),
        ({"points": "3", "reason": "More"}, 'column "points": "3" cannot stand: Points go from 0 to 2 here.'),
        ({"points": "1.5"}, 'column "reason": Points that are not the answer’s own need a reason.'),
        ({"points": "1.23456"}, "has more than 4 digits"),
        ({"points": "many"}, '"many" is not a number'),
        ({"quote": ""}, 'column "quote": a mark needs the words of its source'),
        ({"source_url": ""}, 'column "source_url": a quote needs its address'),
        ({"source_url": "example.org"}, 'column "source_url": "example.org" does not begin with https://'),
        ({"source_title": ""}, 'column "source_title": new words need the title'),
        ({"said_on": ""}, 'column "said_on": new words need the day'),
        ({"said_on": "2999-01-01"}, '"2999-01-01" is after'),
        ({"evidence_id": "99"}, 'column "evidence_id": "99" is not on record'),
        ({"stage": "third"}, '"third" is not one of: first, second, audit'),
        ({"stage": "audit"}, "Only a reviewer of the group may audit."),
        ({"answer": "not_found"}, 'column "searched": Say where you looked.'),
        ({"answer": "no_answer", "asked_how": "letter"}, 'column "asked_on": Say on which day'),
        ({"answer": "not_applicable"}, 'column "reason": Say why.'),
        ({"subject": "court", "question": "fees", "answer": "high"}, "is not asked of this subject’s cohort"),
    ],
)
def test_each_fault_names_line_column_value_and_rule(world, row, fault):
    plan = planned(world, {"subject": "ash", "question": "open", "answer": "yes", **FULL} | row)
    problem = plan.total.refused[0]
    assert str(problem).startswith("marks.csv, line 2, ")
    assert fault in str(problem)
    assert Mark.objects.count() == Evidence.objects.count() == 0
    with pytest.raises(ValueError, match="refusals"):
        import_marks.apply_marks(plan)


def test_one_fault_refuses_the_whole_sheet_and_a_mark_stands_once(world):
    plan = planned(world, EVERYTHING[0], EVERYTHING[0] | {"answer": "no"})
    assert "line 3" in str(plan.total.refused[0])
    assert "stands twice; first in marks.csv line 2" in str(plan.total.refused[0])


def test_points_alone_give_the_answer_that_is_worth_them(world):
    written(world, EVERYTHING[0] | {"answer": "", "points": "1"})
    assert Mark.objects.get().option.code == "partly"
    assert Mark.objects.get().points is None
    written(world, EVERYTHING[3] | {"answer": "", "points": "0"})
    nothing = Mark.objects.newest().get(question__slug="how")
    assert (nothing.many, nothing.ticks.count(), nothing.points) == (True, 0, None)


def test_words_of_a_candidate_are_found_or_made(world):
    race = make.RaceFactory()
    ada = make.CandidacyFactory(race=race)
    card = score.sheet(race, [ada], [[None]], release=False)
    question = card.standard.sections.get().questions.get()
    here = {**world, "card": card}
    boss = admin.admin()
    said = make.PositionFactory(
        candidacy=ada, topic=question.topic, quote="I will.", source_url=FULL["source_url"]
    )
    row = {"subject": ada.slug, "question": question.slug, "answer": "matches", **FULL}
    written(here, row | {"quote": "I will."}, by=boss)
    assert Mark.objects.get().position == said
    assert 'column "summary"' in str(planned(here, row, by=boss).total.refused[0])
    written(here, row | {"summary": "Publishes files"}, by=boss)
    made = Position.objects.get(quote=FULL["quote"])
    assert (made.candidacy, made.topic, made.summary) == (ada, question.topic, "Publishes files")
    assert Mark.objects.newest().get().position == made


def upload(client, world, *rows, who="editor", stage="first"):
    client.force_login(world[who])
    content = table(world, *rows).read_bytes()
    address = f"{reverse('scorecards:table', args=[world['card'].pk])}?stage={stage}"
    return client.post(address, {"file": SimpleUploadedFile("marks.csv", content)})


def test_the_screen_previews_and_then_writes(world, client):
    page = upload(client, world, *EVERYTHING)
    assert Mark.objects.count() == 0
    assert "Write 8 marks" in page.content.decode()
    response = client.post(page.request["PATH_INFO"], {"ticket": page.context["ticket"]})
    assert response.status_code == 302
    assert Mark.objects.count() == 8
    assert list(uploads.folder().iterdir()) == []
    again = upload(client, world, *EVERYTHING)
    assert "nothing to write" in again.content.decode()


def test_the_screen_names_faults_and_refuses_another_stage(world, client):
    page = upload(client, world, EVERYTHING[0] | {"answer": "yess"}).content.decode()
    assert "holds no answer" in page
    assert "Write" not in page.split("Bring it back")[0]
    page = upload(client, world, EVERYTHING[0] | {"stage": "audit"}, who="reviewer").content.decode()
    assert "marks of this stage may not be written here: audit" in page


def test_a_ticket_serves_its_own_scorecard_and_person(world, client):
    ticket = upload(client, world, EVERYTHING[0]).context["ticket"]
    other = score.ScorecardFactory(standard=world["card"].standard, race=None, slug="other")
    client.post(reverse("scorecards:table", args=[other.pk]), {"ticket": ticket})
    client.force_login(world["reviewer"])
    client.post(reverse("scorecards:table", args=[world["card"].pk]), {"ticket": ticket})
    assert Mark.objects.count() == 0


def test_another_groups_people_reach_no_sheet(world, client):
    _lead, stranger, _reviewer = admin.group("Cardinal", office=make.OfficeFactory())
    client.force_login(stranger)
    for query in ("", "?download=csv", "?download=xlsx"):
        response = client.get(reverse("scorecards:table", args=[world["card"].pk]) + query)
        assert response.status_code in (302, 403, 404)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_both_files_are_downloaded(world, client, kind):
    client.force_login(world["editor"])
    response = client.get(reverse("scorecards:table", args=[world["card"].pk]), {"download": kind})
    assert "offices-first-" in response["Content-Disposition"]
    assert response.content[:2] == (b"PK" if kind == "xlsx" else b"su")
