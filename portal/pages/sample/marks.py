"""Standards, positions, scorecards and marks of Sample State."""

from django.utils.text import slugify

from portal.pages.sample.facts import find_candidacy
from portal.pages.sample.keeper import content
from portal.pages.sample.told import tell
from races.models import CommunityGroup, Position, Topic
from scorecards import releasing, versions
from scorecards.models import Mark, Option, Question, Scorecard, Section, Standard, Subject


def scorecard(keeper, state, name):
    """One group's standard and its scorecard with every mark, as NAME.toml says; what stands stays as it is.
    Where it marks what another group has marked too, the words come from that group's content and are on record
    once (`positions_of`)."""
    said = content(name)
    if "positions_of" in said:
        said |= _same_words(said, content(said["positions_of"]))
    group = CommunityGroup.objects.get(slug=said["group"])
    standard = _standard(keeper, group, said)
    race = state.offices.get(slug=said["office"]).races.get(slug=said["race"])
    fields = dict(said["scorecard"])
    released_at = fields.pop("released_at")
    card, new = keeper.ensure(Scorecard, {"slug": fields.pop("slug")}, standard=standard, race=race, **fields)
    if new:
        questions = {one.slug: one for one in Question.objects.filter(section__standard=standard)}
        for order, line in enumerate(said["candidates"], 1):
            candidacy = find_candidacy(state, said["office"], f"{said['race']}/{slugify(line['name'])}")
            subject = Subject(scorecard=card, candidacy=candidacy, slug=candidacy.slug, order=order)
            keeper.save(subject)
            for slug, mark in line["marks"].items():
                _mark(keeper, card, questions[slug], subject, mark, said)
        tell(keeper, card, by=f"{group.name}, two reviewers", **said["told"])
    if not card.releases.exists():
        releasing.write(card, by=f"{group.name}, auditor", now=released_at)


def _same_words(said, other):
    """{"sources", "candidates"}: this group's answers and reasons, the other's quotes."""
    words = {line["name"]: line["marks"] for line in other["candidates"]}
    return {
        "sources": other["sources"],
        "candidates": [
            line
            | {
                "marks": {
                    slug: _no_reason(words[line["name"]][slug]) | mark for slug, mark in line["marks"].items()
                }
            }
            for line in said["candidates"]
        ],
    }


def _no_reason(mark):
    return {name: value for name, value in mark.items() if name != "reason"}


def _standard(keeper, group, said):
    fields = dict(said["standard"])
    key = {"group": group, "slug": fields.pop("slug"), "edition": fields.pop("edition")}
    standard, new = keeper.ensure(Standard, key, **fields)
    if not new:
        return standard
    for place, line in enumerate(said["sections"], 1):
        weight = line.get("weight", 1)
        section = Section(standard=standard, slug=line["slug"], title=line["title"], order=place, weight=weight)
        keeper.save(section)
        for order, slug in enumerate(line["questions"], 1):
            topic = Topic.objects.get(slug=slug)
            question = Question(section=section, topic=topic, slug=slug, order=order, **said["questions"][slug])
            keeper.save(question)
            for level, option in said["options"].items():
                order_of_level = list(said["options"]).index(level)
                keeper.save(Option(question=question, level=level, code=level, order=order_of_level, **option))
    versions.record(standard, by=group.name, on=standard.published_on)
    return standard


def _mark(keeper, card, question, subject, line, said):
    """A position with its mark, or where we looked, or how we asked; the auditor found the same."""
    mark = Mark(
        scorecard=card,
        question=question,
        subject=subject,
        version=card.standard.versions.first(),
        reason=line.get("reason", ""),
        by=f"{card.standard.group.name}, two reviewers",
        at=said["marked_at"],
    )
    if line["answer"] == Mark.Kind.NOT_FOUND:
        mark.kind, mark.searched, mark.searched_on = Mark.Kind.NOT_FOUND, line["searched"], line["searched_on"]
    elif line["answer"] == Mark.Kind.NO_ANSWER:
        mark.kind, mark.asked_on, mark.asked_how = Mark.Kind.NO_ANSWER, *said["asked"].values()
    else:
        mark.kind = Mark.Kind.POSITION
        mark.option = question.options.get(level=line["answer"])
        mark.position = _position(keeper, question.topic, subject.candidacy, line, said)
    keeper.save(mark)
    mark.pk, mark._state.adding = None, True
    mark.stage, mark.by, mark.at = Mark.Stage.AUDIT, f"{card.standard.group.name}, auditor", said["audited_at"]
    keeper.save(mark)


def _position(keeper, topic, candidacy, line, said):
    source = said["sources"][line["source"]]
    same = {"candidacy": candidacy, "topic": topic, "source_url": source["source_url"]}
    return Position.objects.filter(**same).first() or keeper.save(
        Position(
            candidacy=candidacy,
            topic=topic,
            summary=line["summary"],
            quote=line["quote"],
            said_on=line["said_on"],
            source_checked=said["checked"],
            **source,
        )
    )
