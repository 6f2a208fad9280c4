"""A standard as a spreadsheet: read with every fault, written so that reading gives it back."""

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from portal.core import csvout
from portal.core.tabular import FileRefused
from scorecards import standard_sheet as sheet
from scorecards.document import Cohort, Option, Question, Section, Standard
from scorecards.standard_rules import problems, tidied

ABOUT = sheet.About(
    title="Open files", edition="2027", subjects="offices", cohorts={"big": "Big", "small": "Small"}
)
HEAD = (
    "section,section_title,section_weight,weight:big,question,text,kind,weight,max_points,cohorts,"
    "label,points,level,rules_out\n"
)
TABLE = HEAD + (
    "open,Openness,3,1.5,files,Open files?,choice,high,,,Yes,2,,\n"
    ",,,,,,,,,,No,0,,fees; ways\n"
    ",,,,ways,Which ways?,multiple,points,2,big; small,By mail,1,,\n"
    ",,,,,,,,,,In person,1,,\n"
    "harm,Harm,,,fees,Fees?,negative,,,,None,0,,\n"
    "harm,,,,fees,Fees?,,,,,Some,-1.5,,\n"
)


def read(tmp_path, text, about=ABOUT):
    path = tmp_path / "standard.csv"
    path.write_text(text, encoding="utf-8")
    return sheet.read(path, about)


def faults(tmp_path, text, about=ABOUT):
    with pytest.raises(FileRefused) as refused:
        read(tmp_path, text, about)
    return [(one.line, one.column, one.value, one.rule) for one in refused.value.problems]


def test_a_table_is_read_as_documented(tmp_path):
    made = read(tmp_path, TABLE)
    opened, harm = made.sections
    assert (opened.title, opened.weight, opened.weights) == ("Openness", 3, (("big", Decimal("1.5")),))
    assert (harm.slug, harm.weight, made.cohorts) == ("harm", 1, (Cohort("big", "Big"), Cohort("small", "Small")))
    files, ways = opened.questions
    assert (files.weight, ways.weight, ways.max_points, ways.cohorts) == (3, 2, 2, ("big", "small"))
    assert files.options == (
        Option("yes", "Yes", Decimal(2)),
        Option("no", "No", Decimal(0), rules_out=("fees", "ways")),
    )
    assert [option.points for option in harm.questions[0].options] == [0, Decimal("-1.5")]
    wrong = problems(made, neutral=False)
    assert wrong == ["Section “harm”: every question takes points away, so the section can never have a score."]


def test_every_fault_is_named_with_its_place(tmp_path):
    text = HEAD + (
        "open,Openness,many,,fi les,,choose,high,,,Yes,2,,\n"
        "open,Open,,,files,Open files?,choice,high,,huge,No,-,great,\n"
        "open,,,,files,Other?,choice,low,,,,0.12345,,\n"
    )
    said = faults(tmp_path, text)
    assert (2, "section_weight", "many", "is not a number") in said
    assert (2, "text", None, "the cell is empty where the question begins") in said
    assert any(one[:3] == (2, "question", "fi les") for one in said)
    assert any(one[:3] == (2, "kind", "choose") for one in said)
    assert any(one[:3] == (3, "section_title", "Open") and "line 2" in one[3] for one in said)
    assert any(one[:3] == (3, "cohorts", "huge") for one in said)
    assert any(one[:3] == (3, "level", "great") for one in said)
    assert any(one[:2] == (4, "text") and "line 3" in one[3] for one in said)
    assert any(one[:2] == (4, "weight") for one in said)
    assert (4, "label", None, "the cell is empty") in said
    assert (4, "points", "0.12345", "has more than four digits after the point") in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("section,question,label\nopen,files,Yes\n", 'the column "text" is missing'),
        ("section,question,text,label,clarification\na,b,c,d,e\n", 'has a column "clarification"'),
        ("section,question,text,label\n,files,Open?,Yes\n", "names no section"),
        ("section,question,text,label\nopen,,Open?,Yes\n", "names no question"),
        ("section,question,text,option,label\na,b,c,x,Yes\n,,,x,No\n", "stands twice"),
        ("section,question,text,label\na,b,c,Yes\nz,b,,No\n", "but the question stands in"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, text, words):
    assert any(words in one[3] for one in faults(tmp_path, text))


def test_cohorts_may_be_named_by_the_table_alone(tmp_path):
    about = sheet.About(title="Open files", edition="2027")
    assert read(tmp_path, TABLE, about).cohorts == (Cohort("big", "big"), Cohort("small", "small"))


def test_a_workbook_reads_like_the_csv(tmp_path):
    book = Workbook()
    for line in TABLE.splitlines():
        book.active.append([cell or None for cell in line.split(",")])
    book.save(tmp_path / "standard.xlsx")
    assert sheet.read(tmp_path / "standard.xlsx", ABOUT) == read(tmp_path, TABLE)


def test_facts_beside_the_table_are_checked(tmp_path):
    path = tmp_path / "standard.toml"
    path.write_text('title = "Open files"\nedition = "2027"\ndigits = 9\nrond = "up"\n')
    with pytest.raises(FileRefused) as refused:
        sheet.read_about(path)
    assert {one.column for one in refused.value.problems} == {"digits", "rond"}
    path.write_text('title = "Open files"\nedition = "2027"\nevidence_from = 2026-01-01\n[cohorts]\nbig = "Big"\n')
    assert sheet.read_about(path).cohorts == {"big": "Big"}


names = st.sampled_from(["a", "b-1", "c_2", "D"])
words = st.text('aZé=-+@"|,;\n 1', max_size=8).map(str.strip)
labels = words.map(lambda text: " ".join(text.split())).filter(bool)
numbers = st.decimals(0, 9_000, places=4)
options = st.builds(Option, names, labels, st.none() | numbers, st.sampled_from(["", "yes", "partly"]))
questions = st.builds(
    Question,
    st.uuids().map(str),
    words.filter(bool),
    criteria=words,
    kind=st.sampled_from(["choice", "multiple", "negative"]),
    weight=numbers,
    max_points=st.none() | numbers,
    cohorts=st.sampled_from([(), ("big",), ("big", "small")]),
    options=st.lists(options, min_size=1, max_size=3, unique_by=lambda one: one.code).map(tuple),
)
sections = st.builds(
    Section,
    names,
    words.filter(bool),
    numbers,
    st.sampled_from([(), (("big", Decimal(2)),), (("big", Decimal(0)), ("small", Decimal("0.5")))]),
    st.lists(questions, min_size=1, max_size=3).map(tuple),
)
standards = st.lists(sections, min_size=1, max_size=3, unique_by=lambda one: one.slug).map(
    lambda made: tidied(
        Standard(
            "T", "1", subjects="bodies", cohorts=(Cohort("big", "B"), Cohort("small", "S")), sections=tuple(made)
        )
    )
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(standards)
def test_what_is_written_reads_back(tmp_path, standard):
    path = tmp_path / "written.csv"
    path.write_bytes(csvout.dumps(sheet.write(standard), sheet.columns(standard)))
    again = sheet.read(path, sheet.about_of(standard))
    assert dataclasses.replace(again, sections=()) == dataclasses.replace(standard, sections=())
    assert again.sections == standard.sections


def test_a_hundred_questions_with_ten_answers_are_one_table(tmp_path):
    answers = tuple(Option(f"o{n}", f"Answer {n}", Decimal(n)) for n in range(10))
    parts = tuple(
        Section(f"s{part}", f"Part {part}", questions=tuple(
            Question(f"q{part}-{n}", "What?", options=answers) for n in range(20)
        ))
        for part in range(6)
    )  # fmt: skip
    standard = Standard("Large", "1", subjects="offices", sections=parts)
    assert len(sheet.write(standard)) == 1200
    text = csvout.dumps(sheet.write(standard), sheet.columns(standard)).decode()
    assert read(tmp_path, text, sheet.about_of(standard)) == standard
