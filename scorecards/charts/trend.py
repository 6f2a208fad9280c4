"""One measure of one office over time: a line, with gaps where there is no number."""

from scorecards.charts import dates, words
from scorecards.charts.making import chart_spec
from scorecards.charts.registry import chart
from scorecards.charts.spec import ChartSpec
from scorecards.charts.subject import Period, Subject
from scorecards.charts.trend_plot import Plot
from scorecards.charts.trend_words import Teller, amount
from scorecards.charts.words import Translate
from scorecards.metrics.publish import Published


@chart("trend")
def trend(subject: Subject, language: str, _: Translate) -> ChartSpec:
    """`subject.periods` as a line from zero. Raises ValueError where a period comes twice."""
    periods = complete(subject)
    teller = Teller(subject, periods, language, _)
    band = band_helps(subject, teller.full)
    draw = Plot(subject, teller, band=band).draw if teller.seen else None
    return chart_spec("trend", subject, language, _, teller, draw=draw, note=teller.note(band=band))


def complete(subject: Subject) -> list[Period]:
    """The periods in order; one that was left out of the data is missing, so that the line breaks there."""
    known = {dates.index(period.start, subject.length): period for period in subject.periods}
    if len(known) != len(subject.periods):
        raise ValueError("A period comes twice.")
    if not known:
        return []
    nothing = Published("", "missing", words.NOT_REPORTED)
    return [
        known.get(i) or Period(dates.start_of(i, subject.length), nothing)
        for i in range(min(known), max(known) + 1)
    ]


def band_helps(subject: Subject, full: list[Period]) -> bool:
    """Whether the interval is wide enough beside the values to be seen, and to matter to the reader."""
    shown = [period.figure for period in full if period.figure.state == "shown"]
    if len(shown) < 3 or any(figure.low is None or figure.high is None for figure in shown):
        return False
    widths = sorted(figure.high - figure.low for figure in shown)
    return widths[len(widths) // 2] > 0.08 * max(amount(period) for period in full)
