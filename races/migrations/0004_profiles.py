import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_media_and_records'),
        ('races', '0003_elections'),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('official', 'official page'), ('campaign', 'campaign page'), ('social', 'public account'), ('reference', 'reference work')], max_length=12)),
                ('url', models.URLField(max_length=500)),
                ('title', models.CharField(max_length=120)),
                ('checked', models.DateField(verbose_name='date we checked it')),
            ],
            options={
                'ordering': ['person', 'kind', 'title'],
            },
        ),
        migrations.CreateModel(
            name='PersonName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('decided_by', models.CharField(blank=True, max_length=150)),
                ('decided_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['person', 'name'],
            },
        ),
        migrations.AddField(
            model_name='person',
            name='photo',
            field=models.ForeignKey(blank=True, help_text='Shown only where the picture says its credit and its license.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.siteimage'),
        ),
        migrations.AddField(
            model_name='position',
            name='capture',
            field=models.ForeignKey(blank=True, help_text='A saved copy of the page, where no archive holds one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.sitedocument', verbose_name='our own saved copy'),
        ),
        migrations.AddField(
            model_name='personlink',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='races.person'),
        ),
        migrations.AddField(
            model_name='personname',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='other_names', to='races.person'),
        ),
        migrations.AddConstraint(
            model_name='personlink',
            constraint=models.UniqueConstraint(fields=('person', 'url'), name='races_personlink_once'),
        ),
        migrations.AddConstraint(
            model_name='personlink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('url', ''), _negated=True), models.Q(('title', ''), _negated=True)), name='races_personlink_has_address_and_title'),
        ),
        migrations.AddConstraint(
            model_name='personname',
            constraint=models.UniqueConstraint(fields=('person', 'name'), name='races_personname_once'),
        ),
    ]
