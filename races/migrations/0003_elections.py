import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('races', '0002_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='BallotLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(max_length=80, verbose_name='party as printed')),
                ('votes', models.PositiveIntegerField(blank=True, null=True)),
            ],
            options={
                'ordering': ['candidacy', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ElectionFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_url', models.URLField(max_length=500, verbose_name='source address')),
                ('source_title', models.CharField(max_length=255, verbose_name='source title')),
                ('source_date', models.DateField(blank=True, null=True, verbose_name='date of the source')),
                ('source_checked', models.DateField(blank=True, null=True, verbose_name='date we checked it')),
                ('archive_url', models.URLField(blank=True, max_length=500, verbose_name='archived copy')),
                ('year', models.PositiveSmallIntegerField()),
                ('measure', models.CharField(choices=[('contested', 'races with more candidates than seats'), ('winners_gender', 'winners by gender'), ('winners_race', 'winners by race'), ('sitting_gender', 'sitting prosecutors by gender'), ('sitting_race', 'sitting prosecutors by race')], max_length=20)),
                ('round', models.CharField(blank=True, choices=[('primary', 'primary election'), ('runoff', 'runoff election'), ('general', 'general election'), ('special', 'special election'), ('retention', 'retention election'), ('recall', 'recall election')], help_text='Empty: all rounds.', max_length=12, verbose_name='election')),
                ('group', models.CharField(max_length=40)),
                ('count', models.PositiveIntegerField()),
                ('total', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['state', 'year', 'measure', 'round', 'group'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ListLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_url', models.URLField(max_length=500, verbose_name='source address')),
                ('source_title', models.CharField(max_length=255, verbose_name='source title')),
                ('source_date', models.DateField(blank=True, null=True, verbose_name='date of the source')),
                ('source_checked', models.DateField(blank=True, null=True, verbose_name='date we checked it')),
                ('archive_url', models.URLField(blank=True, max_length=500, verbose_name='archived copy')),
                ('rows', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('locked_on', models.DateField()),
                ('locked_by', models.CharField(max_length=150)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='candidacy',
            name='incumbent_how',
            field=models.CharField(blank=True, choices=[('elected', 'elected'), ('appointed', 'appointed')], max_length=12, verbose_name='how they came to the office they hold'),
        ),
        migrations.AddField(
            model_name='candidacy',
            name='outcome_note',
            field=models.CharField(blank=True, help_text='For example how a tie was broken.', max_length=200, verbose_name='note on the outcome'),
        ),
        migrations.AddField(
            model_name='candidacy',
            name='status_date',
            field=models.DateField(blank=True, null=True, verbose_name='date of the status'),
        ),
        migrations.AddField(
            model_name='candidacy',
            name='status_source_title',
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AddField(
            model_name='candidacy',
            name='status_source_url',
            field=models.URLField(blank=True, max_length=500, verbose_name='source of the status'),
        ),
        migrations.AddField(
            model_name='candidacy',
            name='vote_share',
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True, verbose_name='share of votes as published, in percent'),
        ),
        migrations.AddField(
            model_name='candidacy',
            name='votes_against',
            field=models.PositiveIntegerField(blank=True, help_text='Retention and recall elections only: votes to remove.', null=True),
        ),
        migrations.AddField(
            model_name='candidacy',
            name='votes_note',
            field=models.CharField(blank=True, max_length=200, verbose_name='note on the votes'),
        ),
        migrations.AddField(
            model_name='election',
            name='early_vote_to',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='election',
            name='filing_opens',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='election',
            name='write_in_filing_closes',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='race',
            name='blank_votes',
            field=models.PositiveIntegerField(blank=True, help_text='Ballots without a valid vote in this race: blank, under and over.', null=True),
        ),
        migrations.AddField(
            model_name='race',
            name='write_in_votes',
            field=models.PositiveIntegerField(blank=True, help_text='Votes for write-ins that the source does not name.', null=True),
        ),
        migrations.AddField(
            model_name='race',
            name='write_ins_allowed',
            field=models.BooleanField(blank=True, null=True, verbose_name='write-ins are counted'),
        ),
        migrations.AlterField(
            model_name='candidacy',
            name='outcome',
            field=models.CharField(choices=[('unknown', 'no result yet'), ('won', 'won'), ('lost', 'lost'), ('advanced', 'went on to the next round'), ('tied', 'tied'), ('unopposed', 'elected unopposed'), ('retained', 'kept in office'), ('not_retained', 'not kept in office'), ('recalled', 'recalled'), ('not_recalled', 'not recalled')], default='unknown', max_length=12),
        ),
        migrations.AlterField(
            model_name='candidacy',
            name='votes',
            field=models.PositiveIntegerField(blank=True, help_text='In a retention or recall election: votes to keep.', null=True),
        ),
        migrations.AddConstraint(
            model_name='candidacy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('withdrawn', 'disqualified', 'deceased')), _negated=True), models.Q(('status_date__isnull', False), models.Q(('status_source_url', ''), _negated=True), models.Q(('status_source_title', ''), _negated=True)), _connector='OR'), name='races_candidacy_leaving_has_date_and_source', violation_error_message='That a candidate left the race needs its date and its source.'),
        ),
        migrations.AddConstraint(
            model_name='candidacy',
            constraint=models.CheckConstraint(condition=models.Q(('vote_share__isnull', True), models.Q(('vote_share__gte', 0), ('vote_share__lte', 100)), _connector='OR'), name='races_candidacy_share_is_a_percent'),
        ),
        migrations.AddConstraint(
            model_name='candidacy',
            constraint=models.CheckConstraint(condition=models.Q(('incumbent_how', ''), ('incumbent', True), _connector='OR'), name='races_candidacy_only_an_incumbent_came_to_office', violation_error_message='Only for somebody who holds the office now.'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('filing_opens__isnull', True), ('filing_opens__lte', models.F('date')), _connector='OR'), models.Q(('filing_closes__isnull', True), ('filing_closes__lte', models.F('date')), _connector='OR'), models.Q(('write_in_filing_closes__isnull', True), ('write_in_filing_closes__lte', models.F('date')), _connector='OR'), models.Q(('register_by__isnull', True), ('register_by__lte', models.F('date')), _connector='OR'), models.Q(('early_vote_from__isnull', True), ('early_vote_from__lte', models.F('date')), _connector='OR'), models.Q(('early_vote_to__isnull', True), ('early_vote_to__lte', models.F('date')), _connector='OR'), models.Q(('mail_ballot_request_by__isnull', True), ('mail_ballot_request_by__lte', models.F('date')), _connector='OR')), name='races_election_deadlines_before_its_day', violation_error_message='A deadline comes after the election day.'),
        ),
        migrations.AddField(
            model_name='ballotline',
            name='candidacy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballot_lines', to='races.candidacy'),
        ),
        migrations.AddField(
            model_name='electionfigure',
            name='state',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='election_figures', to='races.state'),
        ),
        migrations.AddField(
            model_name='listlock',
            name='race',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='lock', to='races.race'),
        ),
        migrations.AddConstraint(
            model_name='ballotline',
            constraint=models.UniqueConstraint(fields=('candidacy', 'party'), name='races_ballotline_once'),
        ),
        migrations.AddConstraint(
            model_name='electionfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source_url', ''), _negated=True), models.Q(('source_title', ''), _negated=True)), name='races_electionfigure_has_source', violation_error_message='Give the address and the title of the source.'),
        ),
        migrations.AddConstraint(
            model_name='electionfigure',
            constraint=models.UniqueConstraint(fields=('state', 'year', 'measure', 'round', 'group'), name='races_electionfigure_once'),
        ),
        migrations.AddConstraint(
            model_name='electionfigure',
            constraint=models.UniqueConstraint(condition=models.Q(('state__isnull', True)), fields=('year', 'measure', 'round', 'group'), name='races_electionfigure_national_once'),
        ),
        migrations.AddConstraint(
            model_name='electionfigure',
            constraint=models.CheckConstraint(condition=models.Q(('count__lte', models.F('total'))), name='races_electionfigure_part_of_total'),
        ),
        migrations.AddConstraint(
            model_name='listlock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source_url', ''), _negated=True), models.Q(('source_title', ''), _negated=True)), name='races_listlock_has_source', violation_error_message='Give the address and the title of the source.'),
        ),
        migrations.AddConstraint(
            model_name='listlock',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='races_listlock_has_hash'),
        ),
    ]
