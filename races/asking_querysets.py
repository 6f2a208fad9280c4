"""Reads of questionnaires. What is public is decided here, once: an answer that nobody has confirmed is in no
method named `public`, and its text never leaves the database through `arrived`."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from races.querysets import CoveredQuerySet, groups_of


class AskedQuerySet(CoveredQuerySet):
    """Rows of one group's questionnaire: another group that covers the same office has no say in it."""

    group_path = "question_set__group"

    def mine(self, user):
        return super().mine(user).filter(**{f"{self.group_path}__in": groups_of(user).values("pk")})


class QuestionSetQuerySet(AskedQuerySet):
    office_path = "race__office"
    group_path = "group"

    def published(self, today):
        return self.filter(published_on__lte=today)

    def for_page(self):
        """With their group, questions and requests, newest deadline first."""
        from races.models import Request, SetQuestion

        questions = SetQuestion.objects.select_related("topic").order_by("order")
        requests = Request.objects.order_by("sent_on", "pk")
        rows = self.select_related("group").order_by("-deadline", "pk")
        return rows.prefetch_related(Prefetch("questions", questions), Prefetch("requests", requests))

    def for_desk(self):
        return self.select_related("group", "race__office__state", "race__election")


class SetQuestionQuerySet(AskedQuerySet):
    office_path = "question_set__race__office"

    def for_form(self):
        return self.select_related("topic").order_by("order")


class InvitationQuerySet(AskedQuerySet):
    office_path = "question_set__race__office"

    def unrevoked(self):
        return self.filter(revoked_at__isnull=True)

    def open(self, now):
        """Links that work: neither revoked nor expired."""
        return self.unrevoked().filter(expires_at__gt=now)

    def answering(self, now):
        """Open links of candidates who still stand, with everything that their page names."""
        from races.election_querysets import STANDING

        rows = self.open(now).filter(candidacy__status__in=STANDING)
        return rows.select_related(
            "candidacy__race__office__state", "question_set__group", "question_set__race__election"
        )


class RequestQuerySet(AskedQuerySet):
    office_path = "question_set__race__office"


class AnswerQuerySet(AskedQuerySet):
    office_path = "candidacy__race__office"
    group_path = "question__question_set__group"

    def public(self, today):
        """Confirmed answers of published sets, newest version first."""
        rows = self.filter(confirmed_on__isnull=False, question__question_set__published_on__lte=today)
        return rows.order_by("question", "candidacy", "-version")

    def unconfirmed(self):
        """Answers nobody has confirmed yet, without those that a later confirmed version has replaced."""
        newer = self.model._default_manager.filter(
            question=OuterRef("question"),
            candidacy=OuterRef("candidacy"),
            version__gt=OuterRef("version"),
            confirmed_on__isnull=False,
        )
        return self.filter(~Exists(newer), confirmed_on__isnull=True)

    def arrived(self, sets):
        """(question, candidacy) -> when its unconfirmed answer came, of some sets. No text is read."""
        rows = self.unconfirmed().filter(question__question_set__in=sets).order_by("version")
        return {(q, c): at for q, c, at in rows.values_list("question", "candidacy", "received_at")}

    def of(self, question_set, candidacy):
        """One candidate's answers of a set, newest version first."""
        return self.filter(question__question_set=question_set, candidacy=candidacy).order_by(
            "question__order", "-version"
        )


class SuggestionQuerySet(CoveredQuerySet):
    office_path = "race__office"

    def shown(self):
        """Read and approved, the most seconded first, with the questions they became."""
        from races.models import SetQuestion

        asked = SetQuestion.objects.select_related("question_set").order_by("pk")
        rows = self.filter(status="shown").order_by("-seconds", "created_at", "pk")
        return rows.prefetch_related(Prefetch("asked_as", asked))

    def second(self):
        """Count one more reader who wants this asked; how many rows there were."""
        return self.filter(status="shown").update(seconds=F("seconds") + 1)


def asked_or_standing(question_set):
    """The candidates a set is about, in ballot order: who stands, and who was asked and has left since."""
    from races.election_querysets import STANDING
    from races.models import Candidacy

    asked = Q(pk__in=question_set.requests.values("candidacy"))
    return Candidacy.objects.listed(question_set.race).filter(Q(status__in=STANDING) | asked)
