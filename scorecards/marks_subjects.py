"""By what names a table may call the subjects and the questions of a scorecard."""

from scorecards.models import Question


def by_name(scorecard):
    """{name: Subject, or a list of those that share it}: the short name, "st/office", and the public name without
    regard to case. A short name wins."""
    found = {}
    subjects = list(scorecard.subjects.for_list())
    for subject in subjects:
        names = {subject.name.casefold()}
        if subject.office_id:
            names.add(address(subject.office))
        for name in names:
            found[name] = [subject, found[name]] if name in found else subject
    return found | {subject.slug: subject for subject in subjects}


def address(office):
    return f"{office.state.code.lower()}/{office.slug}"


def questions(standard):
    """{slug: Question} of the published rows; `known_options`: its answers in order."""
    rows = Question.objects.filter(section__standard=standard, section__in_use=True, in_use=True)
    found = {row.slug: row for row in rows.select_related("section", "topic").prefetch_related("options")}
    for row in found.values():
        row.known_options = [option for option in row.options.all() if option.in_use]
    return found
