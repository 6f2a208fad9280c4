from django.db import migrations

from scorecards import append_only


def put_up(apps, schema_editor):
    append_only.put_up(schema_editor.connection, append_only.FIGURES)


def take_down(apps, schema_editor):
    append_only.take_down(schema_editor.connection, append_only.FIGURES)


class Migration(migrations.Migration):
    dependencies = [
        ("scorecards", "0009_beside_figures"),
    ]

    operations = [migrations.RunPython(put_up, take_down)]
