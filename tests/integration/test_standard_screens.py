"""The editors' screens of standards: written on one screen, compared, published, uploaded, followed up."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from scorecards import standard_actions
from scorecards.models import Standard, StandardDraft
from tests.factories import admin
from tests.factories import races as make
from tests.factories import scorecards as cards

pytestmark = pytest.mark.django_db
PAGES = ("inspect", "write", "changes", "sheet", "upload", "delete", "history")
FACTS = {
    "f-title": "Open files",
    "f-edition": "2027",
    "f-subjects": "offices",
    "f-rounding": "half_up",
    "f-digits": "0",
    "f-rounds": "total",
    "f-cohorts": "big | Big offices",
}
SECTION = {"s-0-title": "Openness", "s-0-weight": "3", "s-0-weights": "big 2", "s-0-ORDER": "1"}
QUESTION = {
    "q-0-text": "Does the office open its files?",
    "q-0-options": "2 | In every case\r\n0 | Never",
    "q-0-section": "openness",
    "q-0-kind": "choice",
    "q-0-weight": "high",
}
HEAD = "section,question,text,label,points\n"


def forms(*parts, sections=1, questions=1):
    counts = {"s-TOTAL_FORMS": sections, "s-INITIAL_FORMS": 0, "q-TOTAL_FORMS": questions, "q-INITIAL_FORMS": 0}
    made = FACTS | counts
    for part in parts:
        made |= part
    return made


@pytest.fixture
def world(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    group, editor, reviewer = admin.group("Bluebird", office=make.OfficeFactory())
    theirs, *_people = admin.group("Aardvark", office=make.OfficeFactory())
    standard = cards.StandardFactory(group=group, slug="files", published_on=None, subjects="offices")
    other = cards.StandardFactory(group=theirs, title="Aardvark standard")
    return {"standard": standard, "other": other, "group": group, "editor": editor, "reviewer": reviewer}


def at(world, name, key="standard"):
    return reverse(f"standards:{name}", args=[world[key].pk])


def draft():
    return StandardDraft.objects.get().document


def test_a_standard_is_made_and_written_on_one_screen(client, world):
    client.force_login(world["editor"])
    said = {"group": world["group"].pk, "title": "Fees", "slug": "fees", "edition": "2027", "subjects": "offices"}
    made = client.post(reverse("standards:add"), said)
    new = Standard.objects.get(slug="fees")
    assert made.url == reverse("standards:write", args=[new.pk])
    page = client.get(made.url).content.decode()
    assert "Add a section" in page
    done = client.post(made.url, forms(SECTION, QUESTION) | {"look": "1"}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("standards:changes", args=[new.pk])
    assert "Nothing stands in the way" in done.content.decode()
    assert "A reviewer of your group publishes it" in done.content.decode()
    document = draft()
    assert (document["title"], document["cohorts"]) == ("Open files", [{"slug": "big", "title": "Big offices"}])
    (section,) = document["sections"]
    assert (section["slug"], section["weight"], section["weights"]) == ("openness", "3", [["big", "2"]])
    (question,) = section["questions"]
    assert (question["slug"], question["weight"]) == ("does-the-office-open-its-files", "3")
    assert [(one["code"], one["points"]) for one in question["options"]] == [
        ("in-every-case", "2"),
        ("never", "0"),
    ]
    new.refresh_from_db()
    assert new.title == "Open files"


def test_saving_what_the_screen_shows_changes_nothing(client, world):
    client.force_login(world["editor"])
    client.post(at(world, "write"), forms(SECTION, QUESTION))
    before = draft()
    response = client.get(at(world, "write"))
    shown = forms()
    for part in [response.context["facts"], *response.context["sections"], *response.context["questions"]]:
        for field in part:
            value = field.value()
            shown[field.html_name] = "" if value is None or value is False else value
    assert client.post(at(world, "write"), shown).status_code == 302
    assert draft() == before


@pytest.mark.parametrize("page", ["inspect", "write", "changes", "sheet", "upload"])
def test_a_standard_without_a_word_has_its_pages(client, world, page):
    client.force_login(world["editor"])
    answer = client.get(at(world, page))
    assert answer.status_code == 200
    assert b"section" in answer.content or b"Standard" in answer.content


def test_a_row_is_added_by_a_button_and_nothing_is_saved(client, world):
    client.force_login(world["editor"])
    page = client.post(at(world, "write"), forms(SECTION, QUESTION) | {"add": "q:openness"})
    assert [form["section"].value() for form in page.context["questions"]] == ["openness", "openness"]
    assert 'id="added"' in page.content.decode()
    assert page.content.decode().count("autofocus") == 1
    page = client.post(at(world, "write"), forms(SECTION, QUESTION) | {"add": "s"})
    assert len(page.context["sections"].forms) == 2
    assert not StandardDraft.objects.exists()
    # An added row that stays empty is no question.
    empty = {"q-1-section": "openness", "q-1-kind": "choice", "q-1-weight": "1"}
    client.post(at(world, "write"), forms(SECTION, QUESTION, empty, questions=2))
    assert len(draft()["sections"][0]["questions"]) == 1


def test_rows_stand_in_the_order_typed_and_ticked_ones_go(client, world):
    client.force_login(world["editor"])
    second = {name.replace("-0-", "-1-"): value for name, value in QUESTION.items()} | {"q-1-text": "Second?"}
    third = {name.replace("-0-", "-2-"): value for name, value in QUESTION.items()} | {"q-2-DELETE": "on"}
    order = {"q-0-ORDER": "2", "q-1-ORDER": "1"}
    client.post(at(world, "write"), forms(SECTION, QUESTION, second, third, order, questions=3))
    asked = [one["text"] for one in draft()["sections"][0]["questions"]]
    assert asked == ["Second?", "Does the office open its files?"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"q-0-options": "many | Yes"}, "Line 1"),
        ({"q-0-weight": "heavy"}, "is not a number"),
        ({"q-0-section": "nowhere"}, "Select a valid choice"),
        ({"s-0-weights": "big"}, "names no cohort and weight"),
        ({"f-title": ""}, "This field is required"),
        ({"q-TOTAL_FORMS": ""}, "Nothing was saved"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client, world, wrong, words):
    client.force_login(world["editor"])
    page = client.post(at(world, "write"), forms(SECTION, QUESTION) | wrong)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not StandardDraft.objects.exists()


def test_a_reviewer_publishes_and_a_change_says_why(client, world):
    client.force_login(world["editor"])
    client.post(at(world, "write"), forms(SECTION, QUESTION))
    refused = client.post(at(world, "changes"), {"act": "publish"}, follow=True)
    assert "Only a reviewer" in refused.content.decode()
    client.force_login(world["reviewer"])
    done = client.post(at(world, "changes"), {"act": "publish"}, follow=True)
    assert "Published as version 1" in done.content.decode()
    client.post(at(world, "write"), forms(SECTION, QUESTION, {"q-0-options": "3 | In every case\n0 | Never"}))
    page = client.get(at(world, "changes")).content.decode()
    assert "<del>2</del>" in page
    assert "<ins>3</ins>" in page
    assert "1 question says something else than before" in " ".join(page.split())
    refused = client.post(at(world, "changes"), {"act": "publish"}, follow=True)
    assert "Say what changed and why" in refused.content.decode()
    client.post(at(world, "changes"), {"act": "publish", "why": "Worth more"})
    hub = client.get(at(world, "inspect")).content.decode()
    assert "Version 2" in hub
    assert "Worth more" in hub
    assert "<ins>3</ins>" in hub


def test_a_draft_can_be_thrown_away(client, world):
    client.force_login(world["editor"])
    client.post(at(world, "write"), forms(SECTION, QUESTION))
    client.post(at(world, "changes"), {"act": "discard"})
    assert not StandardDraft.objects.exists()
    assert "No draft waits" in client.get(at(world, "changes")).content.decode()


def table(text, name="files.csv"):
    return {"file": SimpleUploadedFile(name, text.encode())}


def test_a_table_is_shown_first_and_saved_second(client, world):
    client.force_login(world["editor"])
    page = client.post(at(world, "upload"), table(f"{HEAD}open,files,Open?,Yes,2\n,,,No,0\n"))
    assert "Nothing has been written." in page.content.decode()
    assert "Nothing stands in the way" in page.content.decode()
    assert not StandardDraft.objects.exists()
    client.post(at(world, "upload"), {"ticket": page.context["ticket"]})
    assert draft()["sections"][0]["questions"][0]["slug"] == "files"
    again = client.post(at(world, "upload"), {"ticket": page.context["ticket"]}, follow=True)
    assert "no longer here" in again.content.decode()
    # The download is the table again: nothing would change.
    sheet = client.get(at(world, "sheet"))
    assert sheet["Content-Disposition"].startswith("attachment")
    same = client.post(at(world, "upload"), table(sheet.content.decode()))
    assert "says what is written already" in same.content.decode()


def test_a_ticket_is_for_one_standard_and_one_record(client, world):
    client.force_login(world["editor"])
    second = cards.StandardFactory(group=world["group"], slug="fees", published_on=None, subjects="offices")
    page = client.post(at(world, "upload"), table(f"{HEAD}open,files,Open?,Yes,2\n,,,No,0\n"))
    url = reverse("standards:upload", args=[second.pk])
    moved = client.post(url, {"ticket": page.context["ticket"]}, follow=True)
    assert "changed meanwhile" in moved.content.decode()
    assert not StandardDraft.objects.exists()


def test_the_faults_of_a_table_are_listed_by_line(client, world):
    client.force_login(world["editor"])
    page = client.post(at(world, "upload"), table(f"{HEAD}open,files,Open?,Yes,two\n,,,,0\n"))
    for part in ("One fault refuses", "<td>2</td>", "<td>points</td>", "<td>two</td>", "<td>label</td>"):
        assert part in page.content.decode()
    assert page.context["ticket"] == ""


def test_the_next_edition_begins_as_a_linked_copy(client, world):
    client.force_login(world["reviewer"])
    client.post(at(world, "write"), forms(SECTION, QUESTION))
    client.post(at(world, "changes"), {"act": "publish"})
    client.post(at(world, "inspect"), {"edition": "2028"})
    new = Standard.objects.get(edition="2028")
    (question,) = standard_actions.written(new).questions
    assert (new.previous, question.previous) == (world["standard"], question.slug)
    twice = client.post(at(world, "inspect"), {"edition": "2028"}, follow=True)
    assert "already exists" in twice.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_another_groups_standard_is_not_there(client, world, page):
    client.force_login(world["reviewer"])
    assert client.get(at(world, page, "other")).status_code == 404
    assert client.post(at(world, page, "other"), forms(SECTION, QUESTION)).status_code == 404


def test_nobody_writes_for_another_group(client, world):
    client.force_login(world["editor"])
    said = {
        "group": world["other"].group_id,
        "title": "Ours",
        "slug": "ours",
        "edition": "1",
        "subjects": "offices",
    }
    page = client.post(reverse("standards:add"), said)
    assert "Select a valid choice" in page.content.decode()
    assert not Standard.objects.filter(slug="ours").exists()
    assert "Aardvark" not in client.get(reverse("standards:index")).content.decode()


def test_the_list_says_what_state_each_is_in(client, world, django_assert_max_num_queries):
    client.force_login(world["editor"])
    client.get(reverse("standards:index"))
    with django_assert_max_num_queries(60) as few:
        page = client.get(reverse("standards:index")).content.decode()
    assert "not published yet" in page
    for _n in range(8):
        cards.StandardFactory(group=world["group"])
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("standards:index"))


def test_a_hundred_questions_are_saved_in_one_go(client, world):
    client.force_login(world["editor"])
    rows = {}
    for n in range(120):
        rows |= {name.replace("-0-", f"-{n}-"): value for name, value in QUESTION.items()}
        rows |= {
            f"q-{n}-{name}": "" for name in ("criteria", "clarifications", "how_marked", "cohorts", "previous")
        }
    assert client.post(at(world, "write"), forms(SECTION, rows, questions=120)).status_code == 302
    assert len(draft()["sections"][0]["questions"]) == 120
