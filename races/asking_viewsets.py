"""The editors' screens of questionnaires: sets with their desk, questions, requests, answers, suggestions."""

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from races.asking_desk import Desk, Reminders
from races.asking_forms import AnswerForm, QuestionSetForm, RequestForm, SetQuestionForm, SuggestionForm
from races.models import Answer, QuestionSet, Request, SetQuestion, Suggestion
from races.screens import EDITORS_MAY, REVIEWERS_MAY, FactViewSet


def wanted(request, model, name):
    """The covered row that the address names, such as `?set=3`, or None."""
    pk = request.GET.get(name, "")
    rows = model.objects.covered_by(request.user)
    return rows.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None


class ToDesk:
    def get_success_url(self):
        return reverse("question-sets:inspect", args=[self.object.pk])


class SetCreate(ToDesk, generic.CreateView):
    pass


class SetEdit(ToDesk, generic.EditView):
    pass


class SetList(generic.IndexView):
    def get_edit_url(self, instance):
        """A set opens at its desk; its form is one button away there."""
        return reverse("question-sets:inspect", args=[instance.pk])


class QuestionSetViewSet(FactViewSet):
    model = QuestionSet
    name = "question-sets"
    icon = "help"
    menu_label = _("Sets of questions")
    form_base = QuestionSetForm
    add_view_class, edit_view_class, index_view_class = SetCreate, SetEdit, SetList
    inspect_view_class = Desk
    panels = [
        HelpPanel(
            _(
                "The same questions, word limit and deadline for every candidate of one race. Save, add the "
                "questions, make the links, then publish. Your group sends the letters itself."
            )
        ),
        FieldPanel("race"),
        FieldPanel("group"),
        FieldPanel("title", help_text=_("For example “Four questions before the 2027 election”.")),
        FieldPanel("introduction", help_text=_("Public. Who chose the questions, and how.")),
        FieldRowPanel([FieldPanel("deadline"), FieldPanel("word_limit")]),
    ]
    list_display = ["title", "race", "deadline", "published_on"]
    list_filter = ["race"]
    list_export = ["title", "race", "group", "deadline", "word_limit", "published_on"]
    search_fields = ["title", "race__office__district"]

    @property
    def reminders_view(self):
        return self.construct_view(Reminders)

    def get_urlpatterns(self):
        own = path("reminders/<int:pk>/", self.reminders_view, name="reminders")
        return [*super().get_urlpatterns(), own]


class QuestionCreate(generic.CreateView):
    def get_initial_form_instance(self):
        """The set or the resident's question in the address, and the next free place."""
        question_set = wanted(self.request, QuestionSet, "set")
        suggested = wanted(self.request, Suggestion, "suggested")
        if question_set is None and suggested is None:
            return None
        row = SetQuestion(question_set=question_set, order=1)
        if question_set:
            row.order = max(question_set.questions.values_list("order", flat=True), default=0) + 1
        if suggested:
            row.suggested = suggested
            field = "text_es" if suggested.language == "es" else "text"
            setattr(row, field, suggested.text)
        return row

    def get_success_url(self):
        return reverse("question-sets:inspect", args=[self.object.question_set_id])


class AsSent:
    """What a candidate may have read is neither changed nor taken away."""

    def dispatch(self, request, *args, **kwargs):
        question = SetQuestion.objects.select_related("question_set").get(pk=kwargs["pk"])
        if question.question_set.has_gone_out:
            messages.error(request, _("The questions have gone out and stay as they were sent. Make a new set."))
            return redirect("set-questions:inspect", question.pk)
        return super().dispatch(request, *args, **kwargs)


class QuestionEdit(AsSent, generic.EditView):
    pass


class QuestionDelete(AsSent, generic.DeleteView):
    pass


class SetQuestionViewSet(FactViewSet):
    model = SetQuestion
    name = "set-questions"
    icon = "list-ol"
    menu_label = _("Questions")
    form_base = SetQuestionForm
    add_view_class, edit_view_class, delete_view_class = QuestionCreate, QuestionEdit, QuestionDelete
    panels = [
        FieldPanel("question_set"),
        FieldRowPanel([FieldPanel("order"), FieldPanel("topic")]),
        FieldPanel("text", help_text=_("One open question, without a preferred answer in it.")),
        FieldPanel("text_es"),
        FieldPanel("suggested", help_text=_("The resident’s question it came from, if any.")),
    ]
    list_display = ["text", "question_set", "order"]
    list_filter = ["question_set"]
    list_export = ["question_set", "order", "topic", "text", "text_es"]
    search_fields = ["text", "question_set__title"]


class RequestEdit(generic.EditView):
    context_object_name = "sent"  # the model's own name would take the place of the HTTP request in templates


class RequestDelete(generic.DeleteView):
    context_object_name = "sent"


class RequestViewSet(FactViewSet):
    model = Request
    edit_view_class, delete_view_class = RequestEdit, RequestDelete
    name = "requests-sent"
    icon = "mail"
    menu_label = _("Requests sent")
    form_base = RequestForm
    panels = [
        HelpPanel(
            _("One time that your group asked one candidate. Public: the day and the way, never the address.")
        ),
        FieldPanel("question_set"),
        FieldPanel("candidacy"),
        FieldRowPanel([FieldPanel("sent_on"), FieldPanel("channel")]),
        FieldPanel("reminder"),
    ]
    list_display = ["candidacy", "question_set", "sent_on", "channel", "reminder"]
    list_filter = ["question_set", "candidacy", "channel"]
    list_export = ["question_set", "candidacy", "sent_on", "channel", "reminder", "recorded_by"]
    search_fields = ["candidacy__ballot_name", "question_set__title"]


class AnswerEdit(generic.EditView):
    """An answer is never edited: it is confirmed at the desk of its set, or a newer version takes its place."""

    def dispatch(self, request, *args, **kwargs):
        answer = Answer.objects.select_related("question").get(pk=kwargs["pk"])
        messages.warning(
            request, _("An answer stays as it came. Confirm it here, or enter what came later as a new answer.")
        )
        return redirect("question-sets:inspect", answer.question.question_set_id)


class AnswerViewSet(FactViewSet):
    model = Answer
    name = "answers-received"
    icon = "openquote"
    menu_label = _("Answers")
    form_base = AnswerForm
    edit_view_class = AnswerEdit
    panels = [
        HelpPanel(
            _(
                "For an answer that came by letter, call or in person. What comes by a candidate’s own link is "
                "here already and is confirmed at the desk of its set."
            )
        ),
        FieldPanel("question"),
        FieldPanel("candidacy"),
        FieldPanel("text", help_text=_("Word for word. Correct nothing.")),
        FieldPanel("declined", help_text=_("Tick only if they said so; the text is then their reason.")),
        FieldPanel("received_at"),
        FieldPanel("confirmed_how", help_text=_("Public. Name no private number or address.")),
    ]
    list_display = ["candidacy", "question", "version", "by_link", "received_at", "confirmed_on"]
    list_filter = ["candidacy", "by_link"]
    list_export = [
        "candidacy",
        "question",
        "version",
        "text",
        "declined",
        "received_at",
        "by_link",
        "confirmed_on",
    ]
    search_fields = ["text", "candidacy__ballot_name"]


class SuggestionEdit(generic.EditView):
    @cached_property
    def header_more_buttons(self):
        url = f"{reverse('set-questions:add')}?suggested={self.object.pk}"
        ask = [Button(_("Ask this"), url=url, icon_name="help", priority=5)]
        shown = self.object.status == Suggestion.Status.SHOWN
        return [*(ask if shown else []), *super().header_more_buttons]


class SuggestionViewSet(FactViewSet):
    """Residents write them, so nobody adds one here."""

    model = Suggestion
    name = "suggestions"
    icon = "comment"
    menu_label = _("Residents’ questions")
    editors_may = tuple(may for may in EDITORS_MAY if may != "add")
    reviewers_may = tuple(may for may in REVIEWERS_MAY if may != "add")
    form_base = SuggestionForm
    edit_view_class = SuggestionEdit
    panels = [
        HelpPanel(
            _(
                "Show it only if every candidate could answer it and it names no private person and no personal "
                "case. Whether you like the question does not matter."
            )
        ),
        FieldPanel("text", read_only=True),
        FieldPanel("race", read_only=True),
        FieldPanel("status"),
        FieldPanel("reason"),
    ]
    list_display = ["text", "race", "status", "seconds", "created_at"]
    list_filter = ["status", "race"]
    list_export = ["text", "race", "status", "reason", "seconds", "created_at"]
    search_fields = ["text", "race__office__district"]
    ordering = ["-status", "-seconds", "created_at"]  # those that wait come first


# One line a screen, in the order of the menu.
VIEWSETS = (QuestionSetViewSet(), SetQuestionViewSet(), RequestViewSet(), AnswerViewSet(), SuggestionViewSet())
