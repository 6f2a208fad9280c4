"""Work for the chart worker. Importing this module is cheap; only the worker imports pandas and Altair."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult


@task(backend="charts", queue_name="charts")
def draw_stale():
    """Draw every chart whose data changed since it was last drawn."""
    from scorecards.drawing import draw

    return draw()


def ask_for_redraw():
    """Put one drawing run in the queue; a second change before it starts needs no second run."""
    waiting = DBTaskResult.objects.ready().filter(task_path=draw_stale.module_path)
    if not waiting.exists():
        draw_stale.enqueue()
