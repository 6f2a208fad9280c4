"""The data of one set of questions: its answers, and who was asked when and how. Confirmed answers only."""

from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.pages.shown import addresses, asking
from portal.pages.views import listing
from portal.pages.views.caching import asked_each_time
from races.asking_querysets import asked_or_standing
from races.models import QuestionSet

# fmt: off
ANSWERS = (
    "set", "set_title", "group", "race", "deadline", "word_limit", "question_number", "topic", "question",
    "candidate", "candidate_status", "state", "version", "answer", "declined", "received_on", "how_it_came",
    "confirmed_on", "confirmed_how", "url", "sample",
)
ASKED = (
    "set", "set_title", "group", "race", "deadline", "candidate", "candidate_status", "asked_on", "channel",
    "reminder", "url", "sample",
)
# fmt: on


@require_safe
def answers(request, pk, kind):
    found, common = _found(request, pk)
    if kind == "csv":
        return listing.data(_answers(found, common), ANSWERS, kind, f"answers-{pk}")
    whole = {
        **common,
        "introduction": found.question_set.introduction,
        "asked": _without(_asked(found, common), common),
        "answers": _without(_answers(found, common), common),
    }
    response = JsonResponse(whole, json_dumps_params={"ensure_ascii": False})
    asked_each_time(response)
    return listing.unindexed(response, whole["sample"])


@require_safe
def asked(request, pk, kind):
    found, common = _found(request, pk)
    return listing.data(_asked(found, common), ASKED, kind, f"answers-{pk}-asked")


def _found(request, pk):
    """The public set with everyone who stands or was ever asked, and the columns that all rows share."""
    row = (
        QuestionSet.objects.published(timezone.localdate()).for_desk().filter(pk=pk, race__page__live=True).first()
    )
    if row is None:
        raise Http404
    people = list(asked_or_standing(row))
    found = next(one for one in asking.sets(row.race, people) if one.question_set.pk == row.pk)
    race = row.race
    return found, {
        "set": row.pk,
        "set_title": row.title,
        "group": row.group.name,
        "race": f"{race.office.state.code}/{race.office.slug}/{race.slug}",
        "deadline": row.deadline,
        "word_limit": row.word_limit,
        "url": request.build_absolute_uri(addresses.race(race)),
        "sample": race.office.state.is_sample,
    }


def _answers(found, common):
    """One row for each version of each answer, newest first; one without a text where none is public."""
    for number, row in enumerate(found.rows, 1):
        question = row["question"]
        for cell in row["cells"]:
            own = {
                **common,
                "question_number": number,
                "topic": question.topic.slug if question.topic else None,
                "question": question.text,
                "candidate": cell.candidacy.ballot_name,
                "candidate_status": cell.candidacy.status,
                "state": cell.kind,
            }
            for answer in [cell.answer, *cell.earlier] if cell.answer else [None]:
                yield {**own, **_version(answer)}


def _version(answer):
    names = ("version", "answer", "declined", "received_on", "how_it_came", "confirmed_on", "confirmed_how")
    if answer is None:
        return dict.fromkeys(names)
    came = "link" if answer.by_link else "entered by the group"
    day = timezone.localdate(answer.received_at)
    said = (answer.version, answer.text, answer.declined, day, came, answer.confirmed_on, answer.confirmed_how)
    return dict(zip(names, said, strict=True))


def _asked(found, common):
    """One row for each request; one without a date for a candidate whom nobody has asked yet."""
    for person in found.people:
        own = {
            **common,
            "candidate": person["candidacy"].ballot_name,
            "candidate_status": person["candidacy"].status,
        }
        for request in person["requests"] or [None]:
            yield {
                **own,
                "asked_on": request.sent_on if request else None,
                "channel": request.channel if request else None,
                "reminder": request.reminder if request else None,
            }


def _without(rows, common):
    return [{name: value for name, value in row.items() if name not in common} for row in rows]
