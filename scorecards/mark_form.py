"""What is typed at the desk about one question, and what it says."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.utils import ErrorDict
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scorecards.marking import Said, as_said
from scorecards.models import Mark

Kind = Mark.Kind
UNMARKED = ""


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


def _area(rows=2):
    return forms.Textarea(attrs={"rows": rows})


class MarkForm(forms.Form):
    """One question of one subject. Left as it was it says nothing; `said()` is what it says once it is valid.

    `asked`: desk.Asked. `words`: what is on record of the subject. `request`: when they were asked about this.
    """

    answer = forms.ChoiceField(label=gettext_lazy("Answer"), widget=forms.RadioSelect, required=False)
    ticks = forms.MultipleChoiceField(
        label=gettext_lazy("Ticks"), widget=forms.CheckboxSelectMultiple, required=False
    )
    words = forms.ChoiceField(label=gettext_lazy("Shown by these words on record"), required=False)
    points = forms.DecimalField(
        label=gettext_lazy("Other points than the answer’s own"), required=False, max_digits=8, decimal_places=4
    )
    searched = forms.CharField(label=gettext_lazy("Where we looked"), required=False, widget=_area())
    searched_on = forms.DateField(label=gettext_lazy("On which day we looked"), required=False, widget=Day)
    asked_on = forms.DateField(label=gettext_lazy("On which day they were asked"), required=False, widget=Day)
    asked_how = forms.CharField(label=gettext_lazy("How they were asked"), required=False, max_length=120)
    reason = forms.CharField(label=gettext_lazy("Why this mark (public)"), required=False, widget=_area())
    again = forms.BooleanField(
        label=gettext_lazy("The question has changed since. The same mark holds for it as it stands now."),
        required=False,
    )

    def __init__(self, data=None, *, marker, subject, asked, words=(), request=None):
        self.marker, self.subject, self.asked, self.on_record = marker, subject, asked, words
        self.many = asked.row.kind == asked.row.Kind.MULTIPLE
        self.last = marker.newest.get((subject.pk, asked.row.pk))
        self.by_key = {word.key: word for word in words}
        super().__init__(data, prefix=f"s{subject.pk}q{asked.row.pk}", initial=self._initial(request))
        self.fields["answer"].choices = self._answers()
        self.fields["words"].choices = self._word_choices()
        if self.many:
            self.fields["ticks"].choices = [(option.code, option.label) for option in asked.options]
        else:
            del self.fields["ticks"]
        if not asked.said.scores:
            del self.fields["points"]
        if self.last is None or not marker.is_of_earlier_wording(self.last):
            del self.fields["again"]

    def _initial(self, request):
        found = {"answer": UNMARKED}
        if request is not None:
            found |= {"asked_on": request.sent_on, "asked_how": request.get_channel_display()}
        if self.last is None:
            return found
        said = as_said(self.last)
        found |= {name: getattr(said, name) for name in ("points", "reason", "searched", "searched_on")}
        if said.asked_on:
            found |= {"asked_on": said.asked_on, "asked_how": said.asked_how}
        found["answer"] = said.kind
        if said.kind == Kind.UNCHECKED:
            found["answer"] = UNMARKED
        elif said.kind == Kind.POSITION and not self.many:
            found["answer"] = f"option:{said.options[0].code}" if said.options else UNMARKED
        found["ticks"] = [option.code for option in said.options]
        for name in ("position", "answer", "evidence"):
            if row := getattr(said, name):
                found["words"] = f"{name}:{row.pk}"
        return found

    def _answers(self):
        if self.many:
            own = [(Kind.POSITION, _("On record, with these ticks"))]
        else:
            own = [(f"option:{option.code}", option.label) for option in self.asked.options]
        states = [(kind, kind.label) for kind in (Kind.NOT_FOUND, Kind.NO_ANSWER, Kind.NOT_APPLICABLE)]
        marked = self.last is not None and self.last.kind != Kind.UNCHECKED
        none = (Kind.UNCHECKED, Kind.UNCHECKED.label) if marked else (UNMARKED, _("Not checked yet"))
        return [*own, *states, none]

    def _word_choices(self):
        topic = self.asked.row.topic_id
        near = [word for word in self.on_record if topic is not None and word.topic == topic]
        others = [word for word in self.on_record if word not in near]
        groups = [(_("On this topic"), near), (_("Other words on record"), others)]
        shown = [(title, [(word.key, label(word)) for word in rows]) for title, rows in groups if rows]
        return [("", _("Choose the words")), *shown]

    @property
    def near(self):
        """What is on record on this question's topic, to be read in full."""
        topic = self.asked.row.topic_id
        return [word for word in self.on_record if topic is not None and word.topic == topic]

    def clean(self):
        cleaned = super().clean()
        if self.has_changed() and not self.errors:
            if cleaned.get("answer") == UNMARKED:
                raise ValidationError({"answer": _("Choose an answer, or empty what you typed.")})
            try:
                self.marker.check(self.subject, self.asked.row, self.said())
            except ValidationError as error:
                self._take(error)
        return cleaned

    def _take(self, error):
        for field, texts in error.message_dict.items():
            for text in texts:
                self.add_error(field if field in self.fields else None, text)

    def said(self) -> Said:
        """Fields of another kind than the one chosen are left out: they were typed before the choice."""
        given = self.cleaned_data
        answer = given.get("answer", "")
        common = {"reason": given.get("reason", "").strip()}
        if answer == Kind.NOT_FOUND:
            return Said(answer, searched=given["searched"].strip(), searched_on=given["searched_on"], **common)
        if answer == Kind.NO_ANSWER:
            return Said(answer, asked_on=given["asked_on"], asked_how=given["asked_how"].strip(), **common)
        if answer in (Kind.NOT_APPLICABLE, Kind.UNCHECKED):
            return Said(answer, **common)
        codes = given.get("ticks", []) if self.many else [answer.removeprefix("option:")]
        options = tuple(option for option in self.asked.options if option.code in codes)
        return Said(options=options, points=given.get("points"), **self._proof(given.get("words", "")), **common)

    def _proof(self, key):
        word = self.by_key.get(key)
        return {key.partition(":")[0]: word.row} if word else {}

    def quiet(self):
        """Show what was typed and judge nothing: something else on the screen was sent."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        return self

    @property
    def of_no_field(self):
        return self.errors.get(NON_FIELD_ERRORS, [])

    @property
    def state(self):
        """The newest mark in a word; None where there is none."""
        if self.last is None or self.last.kind == Kind.UNCHECKED:
            return None
        if self.last.kind != Kind.POSITION:
            return self.last.get_kind_display()
        labels = [option.label for option in as_said(self.last).options]
        return "; ".join(labels) or _("none ticked")


class SharedForm(forms.Form):
    """What many cells of a grid have in common: where was looked, how was asked, why it does not apply."""

    searched = forms.CharField(label=gettext_lazy("Where we looked"), required=False)
    searched_on = forms.DateField(label=gettext_lazy("On which day we looked"), required=False, widget=Day)
    asked_how = forms.CharField(label=gettext_lazy("How they were asked"), required=False, max_length=120)
    asked_on = forms.DateField(label=gettext_lazy("On which day they were asked"), required=False, widget=Day)
    reason = forms.CharField(label=gettext_lazy("Why (public)"), required=False)

    NAMES = ("searched", "searched_on", "asked_how", "asked_on", "reason")

    def values(self):
        empty = {"searched": "", "searched_on": None, "asked_how": "", "asked_on": None, "reason": ""}
        return empty | (self.cleaned_data if self.is_bound and self.is_valid() else {})


class CellForm(MarkForm):
    """One cell of a grid: the answer and its words; the rest stands above the grid, once for all cells."""

    def __init__(self, data=None, *, shared, **kwargs):
        self.shared = shared
        super().__init__(data, **kwargs)
        for name in set(self.fields) - {"answer", "words"}:
            del self.fields[name]
        name = {"who": self.subject, "what": self.asked.row.label}
        for field, text in (("answer", _("%(who)s, %(what)s: answer")), ("words", _("%(who)s, %(what)s: words"))):
            choices = self.fields[field].choices
            self.fields[field].widget = forms.Select(attrs={"aria-label": text % name})
            self.fields[field].choices = choices

    def said(self):
        self.cleaned_data = {**self.shared, **self.cleaned_data}
        return super().said()


def label(word):
    text = Truncator(word.quote).chars(90)
    return f"{date_format(word.day, 'M j, Y')}: “{text}” ({Truncator(word.source).chars(40)})"
