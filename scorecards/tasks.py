"""Work for the chart worker. Importing this module is cheap; only the worker imports pandas and Altair."""

from django_tasks import task


@task(backend="charts", queue_name="charts")
def draw_stale():
    """Draw every chart whose data changed since it was last drawn."""
    from scorecards.drawing import draw

    return draw()
