"""Another's published section scores and totals beside what our formula gives from the marks on record.

Reads only. A figure is reproduced where ours, rounded by the standard's rule to as many digits as its column has,
is the published one.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from portal.core import tabular
from portal.core.tabular import Problem, Row, RowChecks, checks
from scorecards import frozen, marks_subjects, releasing, scoring

TOTAL = "total"
SUFFIX = " percent"  # a column called "health" alone would be dropped as private; "health percent" is not
NOISE = Fraction(1, 10**9)  # what a spreadsheet's binary numbers add
COLUMNS = (
    "subject", "figure", "published", "ours_low", "ours_high", "exact_low", "exact_high", "difference",
    "reproduced", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One published figure beside ours, in percent. `figure`: a section's short name or "total"; `ours`: as the
    standard's rule rounds it, low and high, None where nothing counts; `exact`: the same before it is rounded."""

    subject: str
    figure: str
    published: Decimal
    ours: tuple[Decimal, Decimal] | None
    exact: tuple[Fraction, Fraction] | None
    note: str = ""

    @property
    def reproduced(self):
        return self.ours is not None and self.ours[0] == self.ours[1] and not self.difference

    @property
    def difference(self):
        """Published less ours (less the nearer end of a range); None where we have none."""
        if self.ours is None:
            return None
        low, high = self.ours
        nearer = min(max(self.published, low), high)
        apart = self.published - nearer
        return apart if abs(Fraction(apart)) > NOISE else Decimal(0)

    def as_row(self):
        low, high = self.ours or (None, None)
        exact = [_exact(one) for one in self.exact or (None, None)]
        return (
            self.subject, self.figure, self.published, low, high, *exact, self.difference, self.reproduced,
            self.note,
        )  # fmt: skip

    def __str__(self):
        if self.ours is None:
            return f"{self.subject}, {self.figure}: published {self.published:f}, ours none. {self.note}"
        ours, exact = (
            str(one) if one == two else f"{one} to {two}"
            for one, two in (self.ours, [_exact(end) for end in self.exact])
        )
        tail = f" ({self.note})" if self.note else ""
        said = f"published {self.published:f}, ours {ours} (exactly {exact}), difference {self.difference:f}"
        return f"{self.subject}, {self.figure}: {said}{tail}"


def _exact(value):
    """A fraction and its decimal: "160/3 = 53.333333"."""
    if value is None:
        return None
    if value.denominator == 1:
        return str(value.numerator)
    return f"{value} = {value.numerator / value.denominator:.6f}"


@dataclass
class Comparison:
    lines: list[Line] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def differing(self):
        return [line for line in self.lines if not line.reproduced]

    @property
    def ok(self):
        return not self.refused and not self.differing

    def counted(self):
        """How many of the totals, of the section scores, and of both were reproduced, as sentences."""
        for name, chosen in (
            ("totals", [line for line in self.lines if line.figure == TOTAL]),
            ("section scores", [line for line in self.lines if line.figure != TOTAL]),
            ("figures", self.lines),
        ):
            yield f"{sum(line.reproduced for line in chosen):,} of {len(chosen):,} {name} reproduced"


def compare(path, scorecard, *, scale=100):
    """`scale`: what stands for all points in the table, 100 or 1."""
    found = Comparison()
    if releasing.is_neutral(scorecard):
        rule = "is about candidates in neutral mode: there is no score to compare"
        found.refused.append(Problem(scorecard.slug, rule=rule))
        return found
    try:
        table = tabular.read(path, required=("subject",))
        gathered = releasing.gather(scorecard)
    except tabular.FileRefused as refused:
        found.refused += refused.problems
        return found
    except ValueError as error:
        found.refused.append(Problem(scorecard.slug, rule=str(error).rstrip(".")))
        return found
    figures = _figures(table, gathered.standard, found)
    if found.refused:
        return found
    read = _Read(table, figures, scorecard, scale)
    published = read.rows()
    found.refused += read.checks.problems.kept
    if found.refused:
        return found
    for subject, values in published:
        sheet = releasing.sheet(gathered, subject)
        spans = frozen.spans(sheet.sections)
        weights = releasing.weights(gathered.standard, sheet.cohort)
        score = scoring.total(spans, weights, gathered.rule)
        for figure, value in values.items():
            ends = score if figure == TOTAL else spans[figure]
            line = _line(subject, figure, value, ends, gathered.rule, read.digits[figure])
            if figure == TOTAL and line.difference and not line.note:
                line = replace(
                    line, note=of_ties(line, scoring.ties(spans, weights, gathered.rule), gathered.rule)
                )
            found.lines.append(line)
    left = len(gathered.subjects) - len(published)
    if left:
        found.notes.append(f"{left} subjects on record are not in the table")
    return found


def _figures(table, standard, found):
    """{column: "total" or a section's short name}."""
    known = {section.slug for section in standard.sections} | {TOTAL}
    figures = {name: bare for name in table.columns if (bare := name.removesuffix(SUFFIX)) in known}
    unread = [name for name in table.columns if name not in figures and name != "subject"]
    if not figures:
        rule = f"has no column total and none named after a section ({', '.join(sorted(known - {TOTAL}))})"
        found.refused.append(Problem(table.name, rule=rule))
    for name, why in table.dropped.items():
        if name in known:
            hint = f'Call it "{name}{SUFFIX}".'
            rule = f"is left out, because its name sounds like {why}"
            found.refused.append(Problem(table.name, value=name, rule=rule, hint=hint))
    if unread:
        found.notes.append(f"columns that are not compared: {', '.join(unread)}")
    return figures


class _Read:
    """`digits`: {figure: how many its column has after the point, in percent}."""

    def __init__(self, table, figures, scorecard, scale):
        self.table, self.figures, self.scale = table, figures, scale
        self.checks = RowChecks(table)
        self.subjects = marks_subjects.by_name(scorecard)
        self.digits = dict.fromkeys(figures.values(), 0)

    def rows(self):
        """[(Subject, {figure: published, in percent})]."""
        found, seen = [], {}
        for row in self.table.rows:
            name = row.cells["subject"]
            subject = self.subjects.get(name) or self.subjects.get(name.casefold())
            if subject is None or isinstance(subject, list):
                self.checks.fault(row, "subject", "is no subject of this scorecard")
            elif subject.pk in seen:
                self.checks.fault(row, "subject", f"stands twice; first in line {seen[subject.pk]}")
            else:
                seen[subject.pk] = row.line
                found.append((subject, self._values(row)))
        return found

    def _values(self, row):
        cells = {name: text.removesuffix("%").strip() for name, text in row.cells.items()}
        values = {}
        for column, figure in self.figures.items():
            value = self.checks.cell(Row(row.line, cells), column, checks.decimal_number, optional=True)
            if value is not None:
                value *= 100 // self.scale
                values[figure] = value
                self.digits[figure] = max(self.digits[figure], _digits(value))
        return values


def _digits(value):
    """After the point, 9 at most: what stands behind is a spreadsheet's binary noise, or was never rounded."""
    return max(0, -round(value, 9).normalize().as_tuple().exponent)


def _line(subject, figure, value, ends, rule, digits):
    if ends is None:
        return Line(subject.slug, figure, value, None, None, "nothing counts for this subject")
    if figure != TOTAL:
        rule = scoring.Rule(rule.mode, digits)
    ours = rule.nearest(ends.low), rule.nearest(ends.high)
    line = Line(subject.slug, figure, value, ours, (ends.low, ends.high))
    return line if ours[0] == ours[1] else Line(*_parts(line), _of_range(value, ours, ends))


def of_ties(line, ties, rule):
    """Why a total may differ by one unit for each of so many ties (scoring.ties), or nothing."""
    if not ties or abs(line.difference) * rule.unit > ties:
        return ""
    where = "a whole unit" if rule.mode == "down" else "a half"
    return f"figures rounded from exactly {where}: {ties}; binary numbers may fall on its other side"


def _parts(line):
    return line.subject, line.figure, line.published, line.ours, line.exact


def _of_range(value, ours, ends):
    missing = f"{ends.total - ends.known} of {ends.total} marks are missing"
    if value == ours[0]:
        return f"equals the low end: the publisher counts unknown as nothing; {missing}"
    if value == ours[1]:
        return f"equals the high end; {missing}"
    return (
        f"lies within the range; {missing}" if ours[0] < value < ours[1] else f"lies outside the range; {missing}"
    )
