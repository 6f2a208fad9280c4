"""A comparison as rows: the same cells as its page, whole figures and words as shown there."""

from portal.pages.shown import addresses

COLUMNS = {
    "candidates": (
        "candidate", "candidate_url", "state", "office", "date", "part", "group", "topic", "question", "kind",
        "words", "cut", "source_title", "source_url", "words_date", "sample",
    ),
    "offices": (
        "office", "office_url", "measure", "measure_name", "unit_of_count", "period", "numerator", "denominator",
        "rate", "low", "high", "shown", "publication", "comparable", "note", "sample",
    ),
}  # fmt: skip

# What a cell without a kind means, by its form.
NOTHING = {"mark": "not_checked", "answer": "not_asked", "asked": "not_asked", "position": "none_on_record"}


def rows(request, context):
    build = _candidates if context["kind"] == "candidates" else _offices
    return build(request, context)


def _candidates(request, context):
    for part in context["parts"]:
        for line in part["lines"]:
            for said in line.cells:
                if said is not None:
                    yield _said(request, part, line, said)


def _said(request, part, line, said):
    race = said.candidacy.race
    return {
        "candidate": said.candidacy.ballot_name,
        "candidate_url": request.build_absolute_uri(addresses.candidacy(said.candidacy)),
        "state": race.office.state.code,
        "office": race.office.name,
        "date": race.election.date,
        "part": part["kind"],
        "group": part["group"].name if part["group"] else None,
        "topic": line.topic.slug if line.topic else None,
        "question": line.label,
        "kind": said.kind or NOTHING[said.form],
        "words": f"under review since {said.date}" if said.kind == "review" else said.text,
        "cut": said.cut,
        "source_title": said.title or None,
        "source_url": request.build_absolute_uri(said.url) if said.url else None,
        "words_date": said.date.date() if hasattr(said.date, "date") else said.date,
        "sample": race.office.state.is_sample,
    }


def _offices(request, context):
    """Figures of files that may not be republished stay on the page."""
    for row in context["rows"]:
        for head, cell in zip(context["heads"], row["cells"], strict=True):
            if cell.get("may_copy", True):
                yield _figure(request, row, head["office"], cell)


def _figure(request, row, office, cell):
    figure = cell.get("figure")
    numbers = {name: getattr(figure, name, None) for name in ("numerator", "denominator", "rate", "low", "high")}
    return {
        "office": f"{office.state.code}/{office.slug}",
        "office_url": request.build_absolute_uri(addresses.office(office)),
        "measure": row["metric"].slug,
        "measure_name": row["metric"].name,
        "unit_of_count": row["metric"].unit_of_count,
        "period": row["period"].replace("\u00a0", " ") or None,
        **numbers,
        "shown": figure.shown if figure else cell["gap"] or None,
        "publication": figure.state if figure else "none",
        "comparable": cell["comparable"],
        "note": row["note"] or None,
        "sample": office.state.is_sample,
    }
