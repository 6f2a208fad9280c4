"""Each measure worked out by hand from ten raw rows. See `figures` for how a test reads."""

from scorecards.metrics.cuts import counts
from scorecards.metrics.tally import tally
from tests.unit.metrics.files import frame, rows

CUTS = {"month": ("month", ""), "year": ("year", "")}


def table(name, text):
    """A raw table from a text: its first line names roles, each other line is a row; cells stand between bars.

    Roles that are not named have the values of `files.rows`. Days are written YYYY-MM-DD.
    """
    roles, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    given = [dict(zip(roles, cells, strict=True)) for cells in lines]
    for row in given:
        if row.get("disposed_on"):
            year, month, day = row["disposed_on"].split("-")
            row["disposed_on"] = f"{int(month)}/{int(day)}/{year} 12:00:00 AM"
        if row.get("arrest"):
            row["arrest"] += " 04:00:00"
    return rows(name, *given)


def figures(slug, by="year", **texts):
    """{period or group: number} of one measure; texts: name of a table -> its rows.

    by: "year", "month", or a dimension of the year 2019. A count is a number; a share is (numerator, denominator),
    so many for each one has its value as third; a median or an amount is (value, people); withheld is None.
    """
    counted = counts(tally(frame(**{name: table(name, text) for name, text in texts.items()})), office="il/cook")
    kind, dimension = CUTS.get(by, ("year", by))
    return {
        row.group or row.period_start.strftime("%Y-%m" if kind == "month" else "%Y"): _number(row)
        for row in counted
        if (row.metric, row.period_kind, row.dimension) == (slug, kind, dimension)
    }


def _number(row):
    if row.withheld:
        return None
    if row.numerator is None:
        return row.value, row.denominator
    if row.denominator is None:
        return row.numerator
    return (row.numerator, row.denominator) if row.value is None else (row.numerator, row.denominator, row.value)
