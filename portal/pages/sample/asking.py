"""One invented set of questions with requests, answers and residents' suggestions; the other races have none."""

from portal.pages.sample.keeper import content
from races.models import Answer, CommunityGroup, QuestionSet, Race, Request, SetQuestion, Suggestion, Topic

DECLINED = "DECLINED "


def asking(keeper, state):
    """The whole set, or nothing where the race has any set or suggestion of its own."""
    said = content("asking")
    race = Race.objects.get(office__state=state, office__slug=said["office"], slug=said["race"])
    if race.question_sets.exists() or race.suggestions.exists():
        return
    suggestions = [
        keeper.save(Suggestion(race=race, status=Suggestion.Status.SHOWN, read_by=said["recorded_by"], **line))
        for line in said["suggestions"]
    ]
    own = {name: said[name] for name in ("title", "introduction", "deadline", "word_limit", "published_on")}
    group = CommunityGroup.objects.get(slug=said["group"])
    question_set = keeper.save(QuestionSet(race=race, group=group, **own))
    questions = _questions(keeper, question_set, said["questions"], suggestions)
    people = {candidacy.slug: candidacy for candidacy in race.candidacies.all()}
    for line in said["requests"]:
        for slug in line.pop("to"):
            request = Request(question_set=question_set, candidacy=people[slug], **line)
            request.recorded_by = said["recorded_by"]
            keeper.save(request)
    for line in said["answers"]:
        _answers(keeper, questions, people[line["candidate"]], line, said)


def _questions(keeper, question_set, lines, suggestions):
    made = []
    for order, line in enumerate(lines, 1):
        topic = Topic.objects.get(slug=line.pop("topic"))
        place = line.pop("suggested", None)
        came_from = None if place is None else suggestions[place]
        row = SetQuestion(question_set=question_set, order=order, topic=topic, suggested=came_from, **line)
        made.append(keeper.save(row))
    return made


def _answers(keeper, questions, candidacy, line, said):
    """One version of each answer that has a text; an empty one was not sent."""
    by = said["recorded_by"]
    for question, text in zip(questions, line["texts"], strict=True):
        if text:
            answer = Answer(question=question, candidacy=candidacy, by_link=line["by_link"])
            answer.version = question.answers.filter(candidacy=candidacy).count() + 1
            answer.text, answer.declined = text.removeprefix(DECLINED), text.startswith(DECLINED)
            answer.received_at, answer.entered_by = line["received"], "" if line["by_link"] else by
            answer.confirmed_on, answer.confirmed_by = line["confirmed_on"], by
            answer.confirmed_how = said["confirmed"][line["how"]]
            keeper.save(answer)
