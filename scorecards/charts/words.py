"""Phrases and table columns that several charts share, as English templates to translate."""

from collections.abc import Callable
from decimal import Decimal

from scorecards.charts import dates
from scorecards.charts.frame import Words
from scorecards.charts.spec import Column, Source
from scorecards.charts.subject import Subject, gettext_noop
from scorecards.metrics.publish import Published, end_percent, plain

SOURCE = gettext_noop("Source: {source}, {licence}. Data to {date}. Checked {checked}.")
SAMPLE = gettext_noop("Sample data.")
TOO_FEW = gettext_noop("Too few to show")
NOT_REPORTED = gettext_noop("Not reported")
OF = gettext_noop("{part} of {whole}")
PER = gettext_noop("{part} for {whole}")
AMONG = gettext_noop("among {whole}")
VALUE = gettext_noop("Value")
SPAN = gettext_noop("{low} to {high}")
COUNT = gettext_noop("Count")
SHARE = gettext_noop("Share")
# xgettext:no-python-format
INTERVAL = gettext_noop("95% interval")
NOTHING = gettext_noop("{metric}, {office}: no numbers to show")
NOTHING_SUMMARY = gettext_noop(
    "There is no picture, because no number here can be shown. The table gives the reasons."
)
MESSAGES = (
    SOURCE,
    SAMPLE,
    TOO_FEW,
    NOT_REPORTED,
    OF,
    PER,
    AMONG,
    VALUE,
    SPAN,
    COUNT,
    SHARE,
    INTERVAL,
    NOTHING,
    NOTHING_SUMMARY,
)

Translate = Callable[[str], str]
GAPS = {"hidden": TOO_FEW, "missing": NOT_REPORTED}


def drawn(figure: Published) -> bool:
    """Whether the figure has a number that may be seen."""
    return figure.state in ("shown", "open")


def shown(figure: Published, _: Translate, unit: str = "") -> str:
    """The figure as the page prints it: `8%`, `2,766`, `56 days`, or why there is none."""
    if figure.state in GAPS:
        return _(GAPS[figure.state])
    return f"{figure.shown} {unit}" if unit else figure.shown


def counts(figure: Published, _: Translate) -> str:
    """`2 of 11` for a share, `40 for 2` or `among 11` for a value; never for a plain count."""
    whole = dates.number(figure.denominator)
    if figure.numerator is None:
        return _(AMONG).format(whole=whole)
    return _(OF if figure.value is None else PER).format(part=dates.number(figure.numerator), whole=whole)


def told(figure: Published, _: Translate, unit: str = "") -> str:
    """The figure in a sentence. A share or value of few people never stands without its counts."""
    text = shown(figure, _, unit)
    if figure.state == "open" and figure.denominator is not None:
        return f"{text} ({counts(figure, _)})"
    return text


def interval(figure: Published, _: Translate) -> str | None:
    """`7% to 9%`, rounded half up like the share itself, or `40 to 62`; None where there is no interval."""
    if figure.low is None or figure.high is None:
        return None
    ends = (figure.low, figure.high)
    if figure.value is not None:
        low, high = (plain(Decimal(str(end))) for end in ends)
    else:
        low, high = (end_percent(end) + "%" for end in ends)
    return _(SPAN).format(low=low, high=high)


def source_line(source: Source, language: str, _: Translate) -> str:
    """Source, licence and both dates as one line of a picture."""
    return _(SOURCE).format(
        source=source.text,
        licence=source.licence,
        date=dates.day(source.data_to, language),
        checked=dates.day(source.checked, language),
    )


def sentences(*parts: str) -> str:
    """Non-empty sentences after each other, each with its full stop."""
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def framed(subject: Subject, title: str, subtitle: str, note: str, line: str, _: Translate) -> Words:
    """The text of a picture that leaves the site. Invented data says so even where the subtitle is cut."""
    source = f"{_(SAMPLE)} {line}" if subject.sample else line
    return Words(title, subtitle, note, tuple(text for text in (source, subject.credit) if text))


def figure_columns(subject: Subject, _: Translate) -> tuple[Column, ...]:
    """Columns for `figure_values`. A count has no base, rate or interval."""
    metric = subject.metric
    state = Column("state", "", on_page=False)
    if metric.kind == "count":
        return (
            Column("numerator", metric.counted, numeric=True, on_page=False),
            Column("shown", metric.counted, numeric=True),
            state,
        )
    share = metric.kind == "share"
    return (
        Column("numerator", metric.counted, numeric=True, on_page=metric.kind in ("share", "per")),
        Column("denominator", metric.base, numeric=True),
        Column("rate" if share else "value", _(SHARE if share else VALUE), numeric=True, on_page=False),
        Column("low", "", numeric=True, on_page=False),
        Column("high", "", numeric=True, on_page=False),
        Column("shown", _(SHARE if share else VALUE), numeric=True),
        Column("interval", _(INTERVAL), numeric=True, on_page=metric.kind in ("share", "median")),
        state,
    )


def figure_values(subject: Subject, figure: Published, _: Translate) -> tuple:
    """One figure under `figure_columns`."""
    metric = subject.metric
    text = shown(figure, _, metric.unit)
    if metric.kind == "count":
        return (figure.numerator, text, figure.state)
    return (
        figure.numerator,
        figure.denominator,
        figure.rate if metric.kind == "share" else figure.value,
        figure.low,
        figure.high,
        text,
        interval(figure, _),
        figure.state,
    )
