
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('races', '0007_county_kind_may_be_empty'),
    ]

    operations = [
        migrations.CreateModel(
            name='PeopleApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decided_by', models.CharField(blank=True, max_length=150)),
                ('decided_on', models.DateField()),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='races.person')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='races.person')),
            ],
            options={
                'verbose_name_plural': 'people apart',
                'ordering': ['first', 'second'],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='races_peopleapart_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='races_peopleapart_in_order')],
            },
        ),
    ]
