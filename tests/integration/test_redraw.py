import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from portal.core import events
from races.models import Tenure
from scorecards.models import Dataset, Goal, Marker, Observation
from scorecards.tasks import ask_for_redraw, draw_stale

pytestmark = pytest.mark.django_db

IN_DATABASE = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "charts": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["charts"]},
}


def test_many_changes_ask_for_one_drawing_run(settings, django_capture_on_commit_callbacks):
    settings.TASKS = IN_DATABASE
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for _ in range(3):
            events.announce(Observation, [1], "changed")
    waiting = DBTaskResult.objects.get()
    assert waiting.task_path == draw_stale.module_path
    assert waiting.queue_name == "charts"


def test_a_change_after_the_run_started_asks_again(settings):
    settings.TASKS = IN_DATABASE
    ask_for_redraw()
    DBTaskResult.objects.update(status="RUNNING")
    ask_for_redraw()
    assert DBTaskResult.objects.count() == 2


@pytest.mark.parametrize("model", [Marker, Goal, Tenure, Dataset])
def test_what_stands_beside_a_line_is_drawn_anew(settings, django_capture_on_commit_callbacks, model):
    settings.TASKS = IN_DATABASE
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        events.announce(model, [1], "changed")
    assert DBTaskResult.objects.count() == 1
