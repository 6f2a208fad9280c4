import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A draft that came by the command line was saved by nobody in particular."""

    dependencies = [("scorecards", "0021_a_mark_can_be_taken_back")]

    operations = [
        migrations.AlterField(
            "standarddraft",
            "saved_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
