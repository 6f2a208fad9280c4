from django.db import migrations

from scorecards import append_only


def put_up(apps, schema_editor):
    append_only.put_up(schema_editor.connection, append_only.SCORECARDS)


def take_down(apps, schema_editor):
    append_only.take_down(schema_editor.connection, append_only.SCORECARDS)


class Migration(migrations.Migration):
    dependencies = [
        ("scorecards", "0019_corrections"),
    ]

    operations = [migrations.RunPython(put_up, take_down)]
