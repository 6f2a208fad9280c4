import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('races', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CountyCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_url', models.URLField(max_length=500, verbose_name='source address')),
                ('source_title', models.CharField(max_length=255, verbose_name='source title')),
                ('source_date', models.DateField(blank=True, null=True, verbose_name='date of the source')),
                ('source_checked', models.DateField(blank=True, null=True, verbose_name='date we checked it')),
                ('archive_url', models.URLField(blank=True, max_length=500, verbose_name='archived copy')),
                ('code', models.CharField(max_length=5, validators=[django.core.validators.RegexValidator('^\\d{5}$', 'FIPS county codes have 5 digits.')])),
                ('name', models.CharField(max_length=80)),
                ('changed_on', models.DateField()),
                ('whole', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['code', 'county'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ZipCounty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('zip', models.CharField(db_index=True, max_length=5, validators=[django.core.validators.RegexValidator('^\\d{5}$', 'ZIP codes have 5 digits.')])),
            ],
        ),
        migrations.AddField(
            model_name='county',
            name='ocd_division_id',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='county',
            name='shape',
            field=models.TextField(blank=True, help_text="path data within the state's shape_box"),
        ),
        # What stood before this column came from a source that names the office.
        migrations.AddField(
            model_name='office',
            name='record_status',
            field=models.CharField(choices=[('confirmed', 'confirmed'), ('to_confirm', 'to be confirmed')], default='confirmed', help_text='Confirmed only where a source of the office or of the law says that it exists as shown.', max_length=12),
        ),
        migrations.AlterField(
            model_name='office',
            name='record_status',
            field=models.CharField(choices=[('confirmed', 'confirmed'), ('to_confirm', 'to be confirmed')], default='to_confirm', help_text='Confirmed only where a source of the office or of the law says that it exists as shown.', max_length=12),
        ),
        migrations.AddField(
            model_name='state',
            name='kind',
            field=models.CharField(choices=[('state', 'state'), ('district', 'federal district'), ('territory', 'territory')], default='state', max_length=12),
        ),
        migrations.AddField(
            model_name='state',
            name='office_total',
            field=models.PositiveSmallIntegerField(blank=True, help_text='How many offices a source counts; empty where none does.', null=True),
        ),
        migrations.AddField(
            model_name='state',
            name='office_total_source_title',
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AddField(
            model_name='state',
            name='office_total_source_url',
            field=models.URLField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='state',
            name='shape_box',
            field=models.CharField(blank=True, help_text='viewBox of the county shapes: left, top, width, height', max_length=60),
        ),
        migrations.AlterField(
            model_name='state',
            name='selection',
            field=models.CharField(choices=[('county', 'elected by county'), ('district', 'elected by district'), ('appointed', 'appointed'), ('mixed', 'elected by county or by district'), ('attorney_general', 'the attorney general prosecutes'), ('unknown', 'not known yet')], default='unknown', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='state',
            constraint=models.CheckConstraint(condition=models.Q(('office_total__isnull', True), models.Q(models.Q(('office_total_source_url', ''), _negated=True), models.Q(('office_total_source_title', ''), _negated=True)), _connector='OR'), name='races_state_office_total_has_source'),
        ),
        migrations.AddField(
            model_name='countycode',
            name='county',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='races.county'),
        ),
        migrations.AddField(
            model_name='zipcounty',
            name='county',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='zips', to='races.county'),
        ),
        migrations.AddConstraint(
            model_name='countycode',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source_url', ''), _negated=True), models.Q(('source_title', ''), _negated=True)), name='races_countycode_has_source', violation_error_message='Give the address and the title of the source.'),
        ),
        migrations.AddConstraint(
            model_name='countycode',
            constraint=models.UniqueConstraint(fields=('code', 'county'), name='races_countycode_once'),
        ),
        migrations.AddConstraint(
            model_name='zipcounty',
            constraint=models.UniqueConstraint(fields=('zip', 'county'), name='races_zipcounty_once'),
        ),
    ]
