"""What a chart's own page shows, from its stored drawing alone."""

from django.utils.translation import get_language

from portal.pages.shown import trail
from scorecards.models import Chart, Dataset, RenderedChart


def find(slug):
    """The chart and its current drawing: in the reader's language, else in English, else None. None where
    there is no such chart."""
    chart = Chart.objects.published().for_page().filter(slug=slug).first()
    if chart is None:
        return None, None
    return chart, RenderedChart.objects.best(get_language()).filter(chart=chart).for_page().first()


def page(chart, drawing):
    datasets = Dataset.objects.behind(chart)
    return {
        "chart": chart,
        "drawing": drawing,
        # Whether title, numbers and files of the drawing may be printed, and not only that it is under review.
        "public": drawing is not None and drawing.review_since is None,
        "datasets": datasets,
        "copyable": datasets.may_be_copied(),
        "crumbs": trail.to_findings() if chart.office is None else trail.to_office(chart.office),
        "sample": drawing.sample if drawing else chart.is_sample,
    }
