import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('races', '0004_profiles'),
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('text', models.TextField(blank=True)),
                ('declined', models.BooleanField(default=False)),
                ('received_at', models.DateTimeField()),
                ('by_link', models.BooleanField(default=False, verbose_name='came by the candidate’s own link')),
                ('entered_by', models.CharField(blank=True, max_length=150, verbose_name='who entered it')),
                ('confirmed_on', models.DateField(blank=True, null=True)),
                ('confirmed_how', models.CharField(blank=True, max_length=200, verbose_name='how we know it comes from the candidate')),
                ('confirmed_by', models.CharField(blank=True, max_length=150)),
            ],
            options={
                'ordering': ['question', 'candidacy', '-version'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['question_set', 'candidacy'],
            },
        ),
        migrations.CreateModel(
            name='QuestionSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160)),
                ('introduction', models.TextField(blank=True)),
                ('deadline', models.DateField()),
                ('word_limit', models.PositiveSmallIntegerField(default=150)),
                ('published_on', models.DateField(blank=True, help_text='From this day the questions, and who was asked, are public.', null=True)),
            ],
            options={
                'ordering': ['-deadline', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_on', models.DateField()),
                ('channel', models.CharField(choices=[('email', 'e-mail to the campaign'), ('letter', 'letter'), ('phone', 'phone call to the campaign'), ('form', 'form on the campaign’s site'), ('meeting', 'in person')], max_length=12)),
                ('reminder', models.BooleanField(default=False)),
                ('recorded_by', models.CharField(max_length=150)),
            ],
            options={
                'ordering': ['question_set', 'candidacy', 'sent_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SetQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('text', models.TextField(verbose_name='question')),
                ('text_es', models.TextField(blank=True, verbose_name='question in Spanish')),
            ],
            options={
                'ordering': ['question_set', 'order'],
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('language', models.CharField(default='en', max_length=5, validators=[django.core.validators.RegexValidator('^[a-z]{2}$')])),
                ('status', models.CharField(choices=[('waiting', 'waiting to be read'), ('shown', 'shown'), ('refused', 'not shown')], default='waiting', max_length=8)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='why it is not shown')),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('read_by', models.CharField(blank=True, max_length=150)),
            ],
            options={
                'ordering': ['-seconds', 'created_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='answer',
            name='candidacy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='races.candidacy'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='candidacy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='races.candidacy'),
        ),
        migrations.AddField(
            model_name='questionset',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='question_sets', to='races.communitygroup'),
        ),
        migrations.AddField(
            model_name='questionset',
            name='race',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='question_sets', to='races.race'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='question_set',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='races.questionset'),
        ),
        migrations.AddField(
            model_name='request',
            name='candidacy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='races.candidacy'),
        ),
        migrations.AddField(
            model_name='request',
            name='question_set',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='races.questionset'),
        ),
        migrations.AddField(
            model_name='setquestion',
            name='question_set',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='races.questionset'),
        ),
        migrations.AddField(
            model_name='setquestion',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='races.topic'),
        ),
        migrations.AddField(
            model_name='answer',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='races.setquestion'),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='race',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='races.race'),
        ),
        migrations.AddField(
            model_name='setquestion',
            name='suggested',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='asked_as', to='races.suggestion'),
        ),
        migrations.AddConstraint(
            model_name='questionset',
            constraint=models.UniqueConstraint(fields=('race', 'group', 'title'), name='races_questionset_once'),
        ),
        migrations.AddConstraint(
            model_name='questionset',
            constraint=models.CheckConstraint(condition=models.Q(('word_limit__gte', 20), ('word_limit__lte', 1000)), name='races_questionset_word_limit_is_fair'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('question_set', 'candidacy'), name='races_invitation_one_open_link_each'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('token_hash__regex', '^[0-9a-f]{64}$')), name='races_invitation_keeps_only_a_hash'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='races_invitation_expires_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.UniqueConstraint(fields=('question_set', 'candidacy', 'sent_on', 'channel'), name='races_request_once'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'letter', 'phone', 'form', 'meeting'])), name='races_request_has_channel'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('question', 'candidacy', 'version'), name='races_answer_version_once'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), ('declined', True), _connector='OR'), name='races_answer_says_something'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_on__isnull', True), models.Q(models.Q(('confirmed_how', ''), _negated=True), models.Q(('confirmed_by', ''), _negated=True)), _connector='OR'), name='races_answer_confirmation_says_how', violation_error_message='Say how you know that this answer comes from the candidate.'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('by_link', True), models.Q(('entered_by', ''), _negated=True), _connector='OR'), name='races_answer_says_who_entered_it'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='races_suggestion_has_text'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='races_suggestion_refusal_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='setquestion',
            constraint=models.UniqueConstraint(fields=('question_set', 'order'), name='races_setquestion_one_place'),
        ),
        migrations.AddConstraint(
            model_name='setquestion',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='races_setquestion_has_text'),
        ),
    ]
