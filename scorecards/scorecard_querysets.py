"""Every read of standards, scorecards, marks, replies, releases and corrections."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery

from races.querysets import EditableQuerySet, PagedQuerySet, groups_of, offices_of


class GroupOwnedQuerySet(EditableQuerySet):
    """Rows owned by a community group; `group_path` leads to it."""

    group_path = "group"

    def mine(self, user):
        return self.model._default_manager.filter(**{f"{self.group_path}__in": groups_of(user).values("pk")})


class OfScorecardQuerySet(GroupOwnedQuerySet):
    group_path = "scorecard__standard__group"


class OfSubjectQuerySet(GroupOwnedQuerySet):
    group_path = "subject__scorecard__standard__group"


class StandardQuerySet(GroupOwnedQuerySet):
    def published(self):
        return self.filter(published_on__isnull=False)

    def for_document(self):
        """With every row that `document.of_standard` reads."""
        from scorecards.models import Option, Question, Section

        options = Option.objects.filter(in_use=True).prefetch_related("rules_out")
        questions = Question.objects.filter(in_use=True).select_related("topic", "previous")
        questions = questions.prefetch_related(Prefetch("options", options), "cohorts")
        sections = Section.objects.filter(in_use=True).prefetch_related(
            Prefetch("questions", questions), "cohort_weights__cohort"
        )
        return self.prefetch_related("cohorts", Prefetch("sections", sections))


class SectionQuerySet(GroupOwnedQuerySet):
    group_path = "standard__group"


class QuestionQuerySet(GroupOwnedQuerySet):
    group_path = "section__standard__group"


class StandardVersionQuerySet(GroupOwnedQuerySet):
    group_path = "standard__group"


class BodyQuerySet(GroupOwnedQuerySet):
    pass


class ScorecardQuerySet(PagedQuerySet, GroupOwnedQuerySet):
    group_path = "standard__group"

    def released(self):
        """Those that the public may read; adds `released_at` and `release_mode` of the newest that is up."""
        from scorecards.models import Release

        newest = Release.objects.up().filter(scorecard=OuterRef("pk")).order_by("-number")
        rows = self.annotate(
            released_at=Subquery(newest.values("at")[:1]), release_mode=Subquery(newest.values("mode")[:1])
        )
        return rows.filter(released_at__isnull=False)

    def for_list(self):
        return self.select_related("standard__group", "race__office__state", "race__election").order_by(
            "-released_at", "title"
        )


class SubjectQuerySet(OfScorecardQuerySet):
    def for_list(self):
        return self.select_related("candidacy", "office__state", "body", "cohort")


class AssignmentQuerySet(OfScorecardQuerySet):
    pass


class EvidenceQuerySet(EditableQuerySet):
    def mine(self, user):
        return self.model._default_manager.filter(
            Q(office__in=offices_of(user).values("pk")) | Q(body__group__in=groups_of(user).values("pk"))
        )

    def about(self, offices, bodies):
        """Of these offices and bodies (primary keys)."""
        return self.filter(Q(office__in=offices) | Q(body__in=bodies))


class MarkQuerySet(OfScorecardQuerySet):
    def newest(self, **limits):
        """Of each subject, question and stage the newest mark within `limits`; the others were redone."""
        same = {name: OuterRef(name) for name in ("scorecard", "subject", "question", "stage")}
        newest = self.model.objects.filter(**same, **limits).order_by("-at", "-pk").values("pk")[:1]
        return self.filter(pk=Subquery(newest))

    def with_ticks(self):
        """A list with the ticks of those that have any: most do not, and asking each takes most of the time."""
        marks = list(self.prefetch_related(None))
        models.prefetch_related_objects([mark for mark in marks if mark.many], "ticks")
        return marks

    def whole(self):
        """A list of marks with their evidence and ticks. What many share (question, subject, answer, version) is
        read once and not beside each mark: of 40,000 marks that is most of the time."""
        from scorecards.models import StandardVersion

        marks = self.select_related("position__capture", "answer__question", "evidence").with_ticks()
        versions = Prefetch("version", StandardVersion.objects.defer("document"))
        models.prefetch_related_objects(marks, "option", "question", "subject", versions)
        return marks

    def with_evidence(self):
        """Without the version's whole text, which would come along with every mark."""
        rows = self.select_related(
            "option", "position__capture", "answer__question", "evidence", "question", "subject", "version"
        )
        return rows.defer("version__document").prefetch_related("ticks")


class ReplyLinkQuerySet(OfSubjectQuerySet):
    def open(self, now):
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)

    def of(self, scorecard):
        return self.filter(subject__scorecard=scorecard)

    def for_page(self):
        return self.select_related(
            "subject__scorecard__standard__group",
            "subject__scorecard__race__office__state",
            "subject__candidacy",
            "subject__office__state",
            "subject__body",
            "subject__cohort",
        )


class ReplyQuerySet(OfSubjectQuerySet):
    def newest(self):
        """Of each subject and question the last version sent."""
        same = {name: OuterRef(name) for name in ("subject", "question")}
        newest = self.model.objects.filter(**same).order_by("-version").values("pk")[:1]
        return self.filter(pk=Subquery(newest))

    def checked(self):
        """Those that an editor has looked at: they may be published."""
        return self.filter(checked_on__isnull=False)

    def unchecked(self):
        return self.filter(checked_on__isnull=True)

    def for_page(self):
        """Every version, the newest first; the pictures stay in the database."""
        return self.select_related("file").defer("file__data").order_by("-version")

    def for_desk(self):
        """With whom and what they are about, those to check first; the pictures stay in the database."""
        rows = self.select_related(
            "subject__scorecard__standard__group", "subject__candidacy", "subject__office__state", "subject__body",
            "question", "file",
        ).defer("file__data")  # fmt: skip
        return rows.order_by(F("checked_on").asc(nulls_first=True), "sent_at", "pk")


class ReplyDraftQuerySet(models.QuerySet):
    def for_page(self):
        return self.select_related("file").defer("file__data")


class ReleaseQuerySet(OfScorecardQuerySet):
    def up(self):
        """Those that were not withdrawn."""
        return self.filter(withdrawal__isnull=True)

    def newest(self):
        """Of each scorecard the newest that is up."""
        same = self.model.objects.up().filter(scorecard=OuterRef("scorecard")).order_by("-number")
        return self.filter(pk=Subquery(same.values("pk")[:1]))

    def light(self):
        """Without the bytes of its own address."""
        return self.defer("csv", "json", "html_en", "html_es")

    def for_page(self):
        return self.light().select_related(
            "scorecard__standard__group", "scorecard__race__office__state", "scorecard__race__election", "version"
        )


class ReleaseSheetQuerySet(models.QuerySet):
    def for_results(self):
        """Only what a list of results reads: names and scores, no marks and no evidence."""
        return self.defer("marks", "details")

    def for_matrix(self):
        return self.defer("details")


class CorrectionQuerySet(GroupOwnedQuerySet):
    def for_list(self):
        """The newest first, with what the public log asks: `after_withdrawn`, whether its release was taken down,
        and `before_withdrawn`, whether an earlier one was."""
        from scorecards.models import Withdrawal

        earlier = Withdrawal.objects.filter(
            release__scorecard=OuterRef("release__scorecard"), release__number__lt=OuterRef("release__number")
        )
        rows = self.annotate(
            after_withdrawn=Exists(Withdrawal.objects.filter(release=OuterRef("release"))),
            before_withdrawn=Exists(earlier),
        )
        heavy = (f"release__{name}" for name in ("method", "csv", "json", "html_en", "html_es"))
        return rows.defer(*heavy).select_related(
            "group", "release__scorecard__standard__group", "release__scorecard__race__office__state"
        )


class UnderReviewQuerySet(EditableQuerySet):
    def open(self):
        return self.filter(lifted_on__isnull=True)

    def figures(self):
        """Reviews of figures, with their office and measure."""
        return self.filter(metric__isnull=False).select_related("office__state", "metric")

    def mine(self, user):
        offices, groups = offices_of(user).values("pk"), groups_of(user).values("pk")
        return self.model._default_manager.filter(
            Q(office__in=offices)
            | Q(candidacy__race__office__in=offices)
            | Q(promise__candidacy__race__office__in=offices)
            | Q(subject__scorecard__standard__group__in=groups)
        )
