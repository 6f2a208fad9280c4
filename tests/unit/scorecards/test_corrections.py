from dataclasses import replace
from types import SimpleNamespace

from scorecards.corrections import changes, only_removes
from scorecards.frozen import Frozen, Replied, Words, detail, small

YES = Frozen(
    "bail", "position", "yes", "Yes", "full", "2", "2", ("yes",), marked_on="2026-10-01", version=1,
    words=Words("position", 1, "I will.", "2026-09-01", "https://example.org", "Paper"),
)  # fmt: skip
NO = replace(YES, level="no", word="No", tint="none", points="0", codes=("no",))
NOT_FOUND = Frozen("bail", "not_found", searched="campaign site", searched_on="2026-09-01")
NOTHING = Frozen("bail")


def sheet(*marks, slug="b-okafor"):
    return SimpleNamespace(
        slug=slug,
        name="B. Okafor",
        marks={one.question: small(one) for one in marks},
        details={one.question: detail(one) for one in marks},
    )


def between(old, new):
    return changes([sheet(old)], [sheet(new)])


def test_the_same_marks_are_no_change():
    again = replace(YES, marked_on="2026-11-01", version=2, replies=(Replied(True, "Right.", "2026-10-20"),))
    assert between(YES, again) == []


def test_another_answer_is_a_correction_in_words():
    [change] = between(YES, NO)
    assert change.corrects
    assert not change.removes
    assert change.said() == ("Yes (2 of 2 points)", "No (0 of 2 points)")


def test_another_reason_or_quote_is_named_beside_the_answer():
    [change] = between(replace(YES, reason="Because"), replace(YES, reason="As they said"))
    assert change.said() == ("Yes (2 of 2 points): Because", "Yes (2 of 2 points): As they said")
    [change] = between(YES, replace(YES, words=replace(YES.words, quote="I shall.")))
    assert change.said()[1] == "Yes (2 of 2 points): I shall. https://example.org"


def test_a_saved_copy_that_came_later_is_no_correction():
    [change] = between(YES, replace(YES, words=replace(YES.words, archive_url="https://archive.example.org")))
    assert not change.corrects


def test_a_first_mark_is_no_correction():
    [change] = changes([sheet()], [sheet(YES)])
    assert not change.corrects
    assert not change.removes
    assert not only_removes([change])


def test_taking_back_is_told_from_correcting():
    [gone] = changes([sheet(YES)], [sheet()])
    [not_found] = between(YES, NOT_FOUND)
    [found] = between(NOT_FOUND, YES)
    assert gone.said() == ("Yes (2 of 2 points)", "Not checked yet")
    assert only_removes([gone, not_found])
    assert not only_removes([gone, found])
    assert not only_removes([])


def test_a_neutral_mark_has_no_points_in_the_log():
    plain = replace(YES, points="", of="", tint="")
    [change] = between(plain, NOT_FOUND)
    assert change.said() == ("Yes", "No position found")
