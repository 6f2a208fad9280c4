"""The marking desk on screen: what is shown to whom, saved, refused and kept."""

import datetime as dt
import re
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from races.models import Position
from scorecards import desk_actions, scorecard_screens, versions
from scorecards.marking import Marker, Said
from scorecards.models import Assignment, Body, Evidence, Mark, Scorecard, Subject
from tests.factories import asking
from tests.factories import races as make
from tests.factories import scorecards as cards
from tests.factories.admin import person_of
from tests.factories.marking import DAY, Desk

pytestmark = pytest.mark.django_db
KWARG = re.compile(r"<(?:\w+:)?(\w+)>")
SECRET = "Because of the letter in the drawer"


@pytest.fixture
def desk():
    made = Desk()
    make.CoverageFactory(group=made.standard.group, office=made.race.office)
    return made


def sheet_of(subject, **query):
    return reverse("scored-subjects:mark", args=[subject.pk], query=query)


def page(card, name="inspect", **query):
    return reverse(f"scorecards:{name}", args=[card.pk], query=query)


def typed(subject, question, **fields):
    return {f"s{subject.pk}q{question.pk}-{name}": value for name, value in fields.items()}


def good(desk, reason=""):
    return typed(
        desk.ann, desk.choice, answer="option:matches", words=f"position:{desk.said_by_ann.pk}", reason=reason
    )


def test_a_sheet_saves_what_is_chosen_and_leaves_the_rest_alone(client, desk):
    client.force_login(desk.editor)
    answer = client.post(sheet_of(desk.ann), good(desk) | {"act": "save"})
    assert answer.status_code == 302
    assert list(Mark.objects.values_list("question", "option", "by")) == [
        (desk.choice.pk, desk.good.pk, "first-editor")
    ]
    shown = client.get(sheet_of(desk.ann)).content.decode()
    assert "Marked: matches." in shown
    assert "1 of 2 marked." in shown


def test_what_is_refused_keeps_what_was_typed_and_the_rest_is_saved(client, desk):
    client.force_login(desk.editor)
    half = typed(
        desk.ann, desk.ticks, answer="not_found", searched="", searched_on="2026-09-01", reason="Half done"
    )
    shown = client.post(sheet_of(desk.ann), good(desk) | half | {"act": "save"})
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "Say where you looked." in text
    assert "Half done" in text
    assert "1 mark is saved." in text
    assert "1 mark is not saved." in text
    assert Mark.objects.get().question == desk.choice


def test_going_on_leads_to_the_next_subject_with_work(client, desk):
    client.force_login(desk.editor)
    answer = client.post(sheet_of(desk.ann), good(desk) | {"act": "next"})
    assert answer["Location"] == sheet_of(desk.bo)


def test_asked_and_no_answer_comes_filled_in_from_the_record(client, desk):
    question = asking.SetQuestionFactory(
        question_set__race=desk.race, question_set__group=desk.standard.group, topic=desk.choice.topic
    )
    asking.RequestFactory(
        question_set=question.question_set, candidacy=desk.people[0], sent_on=dt.date(2026, 8, 3), channel="letter"
    )
    client.force_login(desk.editor)
    form = client.get(sheet_of(desk.ann)).context["sections"][0][1][0]
    assert (form.initial["asked_on"], form.initial["asked_how"]) == (dt.date(2026, 8, 3), "letter")
    said = typed(desk.ann, desk.choice, answer="no_answer", asked_on="2026-08-03", asked_how="letter")
    client.post(sheet_of(desk.ann), said)
    assert (Mark.objects.get().kind, Mark.objects.get().asked_how) == ("no_answer", "letter")
    client.post(sheet_of(desk.bo), {})
    assert Mark.objects.count() == 1


def test_words_are_added_from_the_desk_once_and_what_was_typed_stays(client, desk):
    client.force_login(desk.editor)
    new = {
        "new-topic": desk.choice.topic_id,
        "new-summary": "Would open the files",
        "new-quote": "I will open every file.",
        "new-said_on": "2026-09-14",
        "new-source_url": "https://example.org/debate",
        "new-source_title": "Debate",
    }
    half = typed(desk.ann, desk.choice, answer="option:matches", reason="Half typed")
    shown = client.post(sheet_of(desk.ann), half | new | {"act": "add"}).content.decode()
    added = Position.objects.get(quote="I will open every file.")
    assert added.candidacy == desk.people[0]
    assert "Half typed" in shown
    assert f'value="position:{added.pk}"' in shown
    assert "needs its evidence" not in shown
    again = client.post(sheet_of(desk.ann), new | {"new-quote": "“I will open every file”", "act": "add"})
    assert "on record already" in again.content.decode()
    assert Position.objects.filter(summary="Would open the files").count() == 1


def test_half_typed_words_are_not_lost_when_marks_are_saved(client, desk):
    client.force_login(desk.editor)
    shown = client.post(sheet_of(desk.ann), good(desk) | {"new-quote": "Half a quote", "act": "save"})
    assert "Half a quote" in shown.content.decode()
    assert Mark.objects.count() == 1


def test_a_mark_is_taken_back_with_a_reason(client, desk):
    desk.mark()
    client.force_login(desk.editor)
    client.post(
        sheet_of(desk.ann), good(desk) | typed(desk.ann, desk.choice, answer="unchecked", reason="Wrong person")
    )
    assert Mark.objects.order_by("pk").last().kind == "unchecked"
    assert "0 of 2 marked." in client.get(sheet_of(desk.ann)).content.decode()


def test_the_grid_saves_many_cells_with_what_they_share(client, desk):
    client.force_login(desk.editor)
    cells = typed(desk.ann, desk.choice, answer="option:differs", words=f"position:{desk.said_by_ann.pk}")
    cells |= typed(desk.bo, desk.choice, answer="not_found", words="")
    shown = client.post(page(desk.card, "grid"), cells)
    assert "Say where you looked." in shown.content.decode()
    assert Mark.objects.count() == 1
    shared = {"searched": "campaign site", "searched_on": "2026-09-02"}
    assert client.post(page(desk.card, "grid"), cells | shared).status_code == 302
    assert Mark.objects.get(subject=desk.bo).searched == "campaign site"
    assert "No position found" in client.get(page(desk.card, "grid")).content.decode()


def test_progress_counts_by_subject_and_section(client, desk):
    desk.mark()
    client.force_login(desk.editor)
    context = client.get(page(desk.card)).context
    assert [(share.done, share.of) for _subject, _cells, share in context["rows"]] == [(1, 2), (0, 2)]
    assert (context["mine"].done, context["mine"].of) == (1, 4)


def test_what_an_answer_rules_out_needs_no_mark(client, desk):
    desk.bad.rules_out.add(desk.ticks)
    versions.record(desk.standard, by="owner", on=DAY, why="Rules out")
    desk.mark(Said(options=(desk.bad,), position=desk.said_by_ann))
    client.force_login(desk.editor)
    assert [(sum_.done, sum_.of) for *_row, sum_ in client.get(page(desk.card)).context["rows"]] == [
        (1, 1),
        (0, 2),
    ]
    assert "makes this one not apply" in client.get(sheet_of(desk.ann)).content.decode()


def test_work_of_others_is_shown_to_nobody_as_their_own(client, desk):
    Assignment.objects.create(scorecard=desk.card, section=desk.section, subject=desk.bo, user=desk.other)
    client.force_login(desk.editor)
    assert [row[0] for row in client.get(page(desk.card)).context["rows"]] == [desk.ann]
    assert [row[0] for row in client.get(page(desk.card, all=1)).context["rows"]] == [desk.ann, desk.bo]
    assert "Nothing here is yours to mark." in client.get(sheet_of(desk.bo)).content.decode()
    client.post(sheet_of(desk.bo), typed(desk.bo, desk.choice, answer="not_applicable", reason="x"))
    assert not Mark.objects.exists()


def test_the_list_says_how_much_of_ones_own_work_is_done(client, desk):
    client.force_login(desk.editor)
    assert "nothing by name" in client.get(reverse("scorecards:index")).content.decode()
    Assignment.objects.create(scorecard=desk.card, section=desk.section, subject=desk.ann, user=desk.editor)
    desk.mark()
    assert "1 of 2 marked" in client.get(reverse("scorecards:index")).content.decode()


@pytest.fixture
def double():
    """Marked by two: the first mark is there, with a reason that nobody else may read."""
    made = Desk(second_marks=True)
    make.CoverageFactory(group=made.standard.group, office=made.race.office)
    made.mark(Said(options=(made.good,), position=made.said_by_ann, reason=SECRET))
    return made


def every_address(card):
    """Each address of all screens about scorecards, with the ids of this one, and asked for its files."""
    subjects = list(card.subjects.values_list("pk", flat=True))
    for viewset in scorecard_screens.VIEWSETS:
        own = {"Scorecard": [card.pk], "Subject": subjects, "Standard": [card.standard_id]}
        ids = own.get(viewset.model.__name__, [card.pk, *subjects])
        for pattern in viewset.get_urlpatterns():
            keys = set(KWARG.findall(str(pattern.pattern)))
            for pk, subject in product(ids if keys else [None], subjects if len(keys) > 1 else [None]):
                kwargs = {key: pk if key == "pk" else subject for key in keys}
                url = reverse(viewset.get_url_name(pattern.name), kwargs=kwargs)
                yield from (f"{url}?stage=first&all=1", f"{url}?stage=second&export=csv&download=csv&all=1")


def test_the_second_marker_sees_nothing_of_the_first(client, double):
    client.force_login(double.other)
    asked = 0
    for url in every_address(double.card):
        answer = client.get(url)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        asked += answer.status_code == 200
        assert SECRET.encode() not in text, url
        assert b"Marked: matches" not in text, url
        assert b"<strong>matches" not in text, url
    assert asked > 50
    assert double.mark(Said(options=(double.bad,), position=double.said_by_ann), by=double.other, stage="second")
    client.force_login(double.editor)
    assert "Marked: differs" not in client.get(sheet_of(double.ann, stage="second")).content.decode()
    assert "Marked: matches" in client.get(sheet_of(double.ann)).content.decode()


def test_whether_marks_are_made_twice_is_settled_before_the_first(client, double):
    client.force_login(double.other)
    shown = client.post(page(double.card, "edit"), {"title": "x", "slug": "x", "reply_days": 14})
    assert "There are marks already." in shown.content.decode()
    double.card.refresh_from_db()
    assert double.card.second_marks


def test_agreement_is_for_reviewers_once_both_are_done(client, double):
    nothing = Said("not_found", searched="site", searched_on=DAY)
    double.mark(Said(options=(double.bad,), position=double.said_by_ann), by=double.other, stage="second")
    client.force_login(double.reviewer)
    assert client.get(page(double.card)).context["agreement"] is None
    rest = [(double.ann, double.ticks), (double.bo, double.choice), (double.bo, double.ticks)]
    for subject, question in rest:
        double.mark(nothing, subject=subject, question=question)
        double.mark(nothing, subject=subject, question=question, by=double.other, stage="second")
    assert client.get(page(double.card)).context["agreement"] == (3, 4)
    client.force_login(double.other)
    assert client.get(page(double.card)).context["agreement"] is None


def test_only_who_marks_nothing_sees_where_two_disagree(client, double):
    double.mark(Said(options=(double.bad,), position=double.said_by_ann), by=double.other, stage="second")
    client.force_login(double.reviewer)
    assert SECRET in client.get(page(double.card, "disagreements")).content.decode()
    Assignment.objects.create(scorecard=double.card, section=double.section, stage="second", user=double.reviewer)
    assert SECRET not in client.get(page(double.card, "disagreements")).content.decode()


def test_the_candidates_of_a_race_become_subjects_in_ballot_order_and_later_ones_follow(desk):
    card = cards.ScorecardFactory(standard=cards.StandardFactory(group=desk.standard.group), race=desk.race)
    first = desk_actions.make_subjects(scorecard=card, by=desk.editor)
    assert [one.candidacy for one in first] == desk.people
    late = make.CandidacyFactory(race=desk.race, person__name="Aa Aspen", ballot_name="Releases")
    gone = make.CandidacyFactory(
        race=desk.race, status="withdrawn", status_date=DAY, status_source_url="https://example.org",
        status_source_title="List",
    )  # fmt: skip
    assert [one.candidacy for one in desk_actions.make_subjects(scorecard=card, by=desk.editor)] == [late]
    assert list(card.subjects.values_list("slug", flat=True))[-1] == "releases-2"
    assert not card.subjects.filter(candidacy=gone).exists()


def test_offices_and_bodies_are_added_with_their_cohort(client, desk):
    standard = cards.StandardFactory(group=desk.standard.group, subjects="bodies")
    cohort = cards.CohortFactory(standard=standard)
    cards.CohortFactory(standard=standard)
    card = cards.ScorecardFactory(standard=standard, race=None)
    body = cards.BodyFactory(group=desk.standard.group, slug="clerk")
    stranger = cards.BodyFactory()
    client.force_login(desk.editor)
    url = page(card, "subjects")
    client.post(url, {"act": "add", "offices": [desk.race.office_id], "bodies": [body.pk], "cohort": cohort.pk})
    assert [one.about for one in card.subjects.all()] == [desk.race.office, body]
    assert {one.cohort for one in card.subjects.all()} == {cohort}
    client.post(url, {"act": "add", "bodies": [stranger.pk]})
    assert card.subjects.count() == 2


def test_evidence_about_a_body_is_entered_and_marked(client, desk):
    client.force_login(desk.editor)
    body = cards.BodyFactory(group=desk.standard.group)
    source = {"source_url": "https://example.org", "source_title": "Minutes"}
    said = {"body": body.pk, "quote": "We print each file.", "said_on": "2026-09-01"}
    client.post(reverse("evidence:add"), said | source)
    assert Evidence.objects.get().body == body
    client.post(
        reverse("bodies:add"), {"group": desk.standard.group_id, "name": "Clerk", "slug": "clerk"} | source
    )
    assert Body.objects.filter(slug="clerk", group=desk.standard.group).exists()


def test_a_scorecard_is_made_of_an_own_published_standard_and_its_race(client, desk):
    client.force_login(desk.editor)
    fresh = cards.StandardFactory(group=desk.standard.group, published_on=None)
    fields = {"title": "T", "slug": "t", "reply_days": 14, "race": desk.race.pk}
    client.post(reverse("scorecards:add"), fields | {"standard": fresh.pk})
    client.post(reverse("scorecards:add"), fields | {"standard": Desk("rival").standard.pk})
    assert not Scorecard.objects.filter(slug="t").exists()
    other = cards.StandardFactory(group=desk.standard.group)
    without = client.post(reverse("scorecards:add"), fields | {"standard": other.pk, "race": ""})
    assert "needs its race" in without.content.decode()
    client.post(reverse("scorecards:add"), fields | {"standard": other.pk})
    assert Scorecard.objects.get(slug="t").race == desk.race


def test_work_is_shared_out_evenly_and_the_second_mark_goes_to_others(client):
    desk = Desk(second_marks=True)
    people = [desk.editor, desk.other]
    for stage in ("first", "second"):
        marker = Marker(desk.card, stage, desk.editor)
        assert desk_actions.share_out(marker=marker, people=people, by=desk.editor) == 2
    rows = list(Assignment.objects.values_list("subject", "stage", "user"))
    assert len({(subject, user) for subject, _stage, user in rows}) == 4
    assert (
        desk_actions.share_out(marker=Marker(desk.card, "first", desk.editor), people=people, by=desk.editor) == 0
    )
    Assignment.objects.filter(stage="second").delete()
    with pytest.raises(ValidationError, match="one more person"):
        desk_actions.share_out(
            marker=Marker(desk.card, "second", desk.editor), people=[desk.editor], by=desk.editor
        )


def test_assigning_on_screen_keeps_two_marks_in_two_hands(client):
    desk = Desk(second_marks=True)
    client.force_login(desk.editor)
    one = {"act": "assign", "section": desk.section.pk, "user": desk.other.pk, "subject": ""}
    client.post(page(desk.card, "assign"), one | {"stage": "first"})
    shown = client.post(page(desk.card, "assign"), one | {"stage": "second", "subject": desk.ann.pk}, follow=True)
    assert "cannot make the first and the second mark" in shown.content.decode()
    stranger = person_of(make.AuthGroupFactory(), "stranger")
    client.post(page(desk.card, "assign"), one | {"stage": "first", "user": stranger.pk})
    row = Assignment.objects.get()
    client.post(page(desk.card, "assign"), {"act": "remove", "assignment": row.pk})
    assert not Assignment.objects.exists()


def test_duplicates_are_listed_with_the_way_to_their_own_screens(client, desk):
    again = make.PositionFactory(candidacy=desk.people[0], quote=f"  {desk.said_by_ann.quote.upper()}!")
    client.force_login(desk.editor)
    context = client.get(page(desk.card, "duplicates")).context
    assert [{word.row for word, _url in rows} for _subject, rows in context["groups"]] == [
        {desk.said_by_ann, again}
    ]
    assert context["marks"] == []


def test_a_subjects_address_stays_once_it_was_public(client, desk):
    card = cards.sheet(make.RaceFactory(), [make.CandidacyFactory()], [])
    Scorecard.objects.filter(pk=card.pk).update(standard=desk.standard)
    subject = Subject.objects.get(scorecard=card)
    client.force_login(desk.editor)
    url = reverse("scored-subjects:edit", args=[subject.pk])
    assert "has been public" in client.post(url, {"slug": "another", "order": 1}).content.decode()


def test_an_auditor_marks_in_the_place_of_the_first_and_an_editor_cannot(client, desk):
    desk.mark()
    client.force_login(desk.reviewer)
    shown = client.get(sheet_of(desk.ann, stage="audit"))
    assert shown.context["stage"] == "audit"
    said = typed(desk.ann, desk.choice, answer="option:differs", words=f"position:{desk.said_by_ann.pk}")
    client.post(sheet_of(desk.ann, stage="audit"), said)
    assert Mark.objects.get(stage="audit").option == desk.bad
    client.force_login(desk.other)
    assert client.get(sheet_of(desk.ann, stage="audit")).context["stage"] == "first"


def test_screens_ask_the_database_as_often_for_many_as_for_few(client, desk):
    client.force_login(desk.editor)
    urls = [page(desk.card), page(desk.card, "grid"), page(desk.card, "duplicates"), sheet_of(desk.ann)]
    for url in urls:
        client.get(url)  # what is asked only once

    def counted():
        found = []
        for url in urls:
            with CaptureQueriesContext(connection) as asked:
                client.get(url)
            found.append(len(asked))
        return found

    desk.mark()
    few = counted()
    for one in cards.candidates(desk.race, ["Cy Cedar", "Di Dogwood", "Ed Elm"]):
        subject = cards.SubjectFactory(scorecard=desk.card, candidacy=one, slug=one.slug)
        for _n in range(3):
            said = make.PositionFactory(candidacy=one, topic=desk.choice.topic)
        desk.mark(Said(options=(desk.good,), position=said), subject=subject)
        make.PositionFactory(candidacy=desk.people[0])
    assert counted() == few
    assert max(few) < 60
