"""Scorecards about the offices of Sample State: marked, marked again, answered, audited, released, corrected."""

from decimal import Decimal

from portal.pages.sample.keeper import content
from portal.pages.sample.told import tell
from races.models import CommunityGroup, Topic
from scorecards import releasing, versions
from scorecards.models import (
    Cohort,
    Correction,
    Evidence,
    Mark,
    Option,
    Question,
    Reply,
    Scorecard,
    Section,
    SectionWeight,
    Standard,
    Subject,
)

NOT_FOUND, NOT_APPLICABLE = "-", "x"


def scorecard(keeper, state, name):
    """The scorecard of NAME.toml whole, or nothing where it stands."""
    said = content(name)
    if Scorecard.objects.filter(slug=said["scorecard"]["slug"]).exists():
        return
    standard = _standard(keeper, said)
    card = keeper.save(Scorecard(standard=standard, **said["scorecard"]))
    subjects = _subjects(keeper, state, card, said)
    questions = {row.slug: row for row in Question.objects.filter(section__standard=standard)}
    evidence = _evidence(keeper, said, questions, subjects)
    for stage in Mark.Stage.values:
        if f"{stage}_at" in said:
            _marks(keeper, card, stage, said, questions, evidence)
    if "told" in said:
        tell(keeper, card, by=said["first_by"], **said["told"])
        _replies(keeper, said, questions, subjects)
    for line in said["releases"]:
        corrected = [_correct(keeper, card, one, questions, subjects) for one in line.pop("corrected", ())]
        release = releasing.write(card, by=line["by"], now=line["at"], note=line.get("note", ""))
        for correction in corrected:
            correction.release, correction.on = release, line["at"].date()
            keeper.save(correction)


def _standard(keeper, said):
    fields = dict(said["standard"])
    group = CommunityGroup.objects.get(slug=said["group"])
    key = {"group": group, "slug": fields.pop("slug"), "edition": fields.pop("edition")}
    linked = dict(said.get("previous", {}))
    older = linked.pop("questions", {})
    previous = Standard.objects.filter(group=group, **linked).first() if linked else None
    standard, new = keeper.ensure(Standard, key, previous=previous, **fields)
    if not new:
        return standard
    cohorts = {
        line["slug"]: keeper.save(Cohort(standard=standard, slug=line["slug"], title=line["title"], order=order))
        for order, line in enumerate(said.get("cohorts", ()))
    }
    rules = []
    for order, line in enumerate(said["sections"]):
        section = keeper.save(Section(standard=standard, slug=line["slug"], title=line["title"], order=order))
        for slug, weight in line.get("weights", {}).items():
            keeper.save(SectionWeight(section=section, cohort=cohorts[slug], weight=weight))
        for place, question in enumerate(line["questions"]):
            row = _question(keeper, section, question, place)
            row.cohorts.set(cohorts[slug] for slug in question.get("cohorts", ()))
            if previous and question["slug"] in older:
                linked_to = Question.objects.get(section__standard=previous, slug=older[question["slug"]])
                Question.objects.filter(pk=row.pk).update(previous=linked_to)
            rules += [(row, option[0], option[3]) for option in question["options"] if len(option) > 3]
    for question, code, slugs in rules:
        out = Question.objects.filter(section__standard=standard, slug__in=slugs)
        question.options.get(code=code).rules_out.set(out)
    versions.record(standard, by=group.name, on=standard.published_on)
    return standard


TEXTS = ("short", "text", "criteria", "clarifications", "how_marked", "kind", "weight", "max_points")


def _question(keeper, section, line, order):
    texts = {name: line[name] for name in TEXTS if name in line}
    topic = Topic.objects.get(slug=line["topic"])
    row = keeper.save(Question(section=section, slug=line["slug"], topic=topic, order=order, **texts))
    for place, (code, label, points, *_) in enumerate(line["options"]):
        option = Option(question=row, code=code, label=label, points=Decimal(str(points)), order=place)
        keeper.save(option)
    return row


def _subjects(keeper, state, card, said):
    """{office slug: Subject}, cohort by cohort, by name within each."""
    cohorts = {row.slug: row for row in card.standard.cohorts.all()}
    groups = [(cohorts[line["slug"]], line["offices"]) for line in said.get("cohorts", ())]
    groups = groups or [(None, said["offices"])]
    made = {}
    for cohort, slugs in groups:
        for slug in sorted(slugs):
            subject = Subject(scorecard=card, office=state.offices.get(slug=slug), cohort=cohort)
            subject.slug, subject.order = f"{state.code}-{slug}", len(made)
            made[slug] = keeper.save(subject)
    return made


def _asked(said):
    """(section, question, office slug, answer) of everything that was looked at."""
    for section in said["sections"]:
        for question in section["questions"]:
            for office, answer in question["answers"].items():
                yield section, question, office, answer


def _quote(quotes, answer):
    """Of this very answer, else of its first tick."""
    return quotes.get(answer or "none") or quotes[answer.split("+")[0]]


def _evidence(keeper, said, questions, subjects):
    """{(question slug, office slug): (Subject, answer, Evidence or None)}"""
    made, rows = {}, []
    for section, question, slug, answer in _asked(said):
        row = None
        if answer not in (NOT_FOUND, NOT_APPLICABLE):
            office = subjects[slug].office
            source = section["source"]
            row = Evidence(
                office=office,
                quote=_quote(question["quotes"], answer).format(office=slug.title()),
                said_on=said["said_on"],
                source_url=f"https://example.org/{slug}-county/{source['path']}#{question['slug']}",
                source_title=f"{slug.title()} County District Attorney, {source['title'].lower()}",
                source_checked=said["checked"],
                archive_url=f"https://example.org/archive/{slug}-county-{source['path']}",
            )
            rows.append(row)
        made[question["slug"], slug] = (subjects[slug], answer, row)
    keeper.save_all(Evidence, rows)
    return made


def _marks(keeper, card, stage, said, questions, evidence):
    """One stage's marks; `second` holds where the second marker judged otherwise."""
    version = card.standard.versions.first()
    kinds = {question["slug"]: question for section in said["sections"] for question in section["questions"]}
    rows, ticks = [], []
    for (slug, office), (subject, answer, source) in evidence.items():
        if stage == Mark.Stage.SECOND:
            answer = kinds[slug].get("second", {}).get(office, answer)
        mark = Mark(scorecard=card, question=questions[slug], subject=subject, version=version, stage=stage)
        mark.by, mark.at = said[f"{stage}_by"], said[f"{stage}_at"]
        ticks += [(mark, code) for code in _answer(mark, answer, source, said)]
        rows.append(mark)
    keeper.save_all(Mark, rows)
    options = {(option.question_id, option.code): option.pk for option in _options(card)}
    ticked = Mark.ticks.through
    ticked.objects.bulk_create(
        ticked(mark_id=mark.pk, option_id=options[mark.question_id, code]) for mark, code in ticks
    )


def _options(card):
    return Option.objects.filter(question__section__standard=card.standard)


def _answer(mark, answer, source, said):
    """Fill in the kind of a mark and what proves it. Returns the codes of what is ticked."""
    if answer == NOT_FOUND:
        mark.kind, mark.searched, mark.searched_on = "not_found", said["searched"], mark.at.date()
        return ()
    if answer == NOT_APPLICABLE:
        mark.kind, mark.reason = "not_applicable", said["not_applicable"]
        return ()
    mark.kind, mark.evidence = "position", source
    if mark.question.kind == Question.Kind.MULTIPLE:
        mark.many = True
        return [code for code in answer.split("+") if code]
    mark.option = mark.question.options.get(code=answer)
    return ()


def _replies(keeper, said, questions, subjects):
    for line in said.get("replies", ()):
        subject, question = subjects[line.pop("office")], questions[line.pop("question")]
        mark = subject.marks.get(question=question, stage=Mark.Stage.FIRST)
        answered_by = said["audit_by"] if "our_answer" in line else ""
        keeper.save(
            Reply(
                subject=subject, question=question, mark=mark, shown=line["text"], answered_by=answered_by,
                checked_by=said["audit_by"], checked_on=line["sent_at"].date(), **line,
            )
        )  # fmt: skip


def _correct(keeper, card, line, questions, subjects):
    """The auditor's next mark. Returns the unsaved line of the log; its release is not made yet."""
    subject, question = subjects[line["office"]], questions[line["question"]]
    last = subject.marks.filter(question=question, stage=Mark.Stage.AUDIT).latest("at")
    option = question.options.get(code=line["answer"])
    source = keeper.save(
        Evidence(
            office=subject.office,
            quote=line["quote"],
            said_on=line["said_on"],
            source_url=f"{last.evidence.source_url}-posted",
            source_title=last.evidence.source_title,
            source_checked=line["at"].date(),
        )
    )
    same = {name: getattr(last, name) for name in ("scorecard", "question", "subject", "version", "stage", "by")}
    keeper.save(
        Mark(kind="position", option=option, evidence=source, reason=line["reason"], at=line["at"], **same)
    )
    tell(keeper, card, by=last.by, subjects=[subject], **line["told"])
    return Correction(
        about=f"{subject.name}: {question.label}",
        path=f"/scorecards/{card.slug}/{subject.slug}/",
        before=last.option.label,
        after=option.label,
        reason=line["reason"],
        role=line["role"],
        group=card.standard.group,
        by=last.by,
    )
