"""The forms of the one screen on which a standard is written: its facts, its sections, its questions."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.admin_scope import CoverageForm
from portal.core.tabular.checks import BadValue
from races.models import CommunityGroup, Topic
from races.querysets import groups_of
from scorecards import document, standard_lines
from scorecards.models import Question, Standard

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LAST = 9_999  # the place of what was added without one


class Lines(forms.CharField):
    """Text of several lines, with the line ends of our files whatever the browser sends."""

    def __init__(self, *, rows, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class StandardForm(CoverageForm):
    """The first form of a new standard: whose it is and what it is called."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = CommunityGroup.objects.all() if self.for_user.is_superuser else groups_of(self.for_user)
        self.fields["group"].queryset = groups
        self.fields["group"].initial = groups.first()

    def clean(self):
        cleaned = super().clean()
        group, previous = cleaned.get("group"), cleaned.get("previous")
        if group and previous and previous.group_id != group.pk:
            self.add_error("previous", _("The last edition belongs to another group."))
        return cleaned


class FactsForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    edition = forms.CharField(
        label=gettext_lazy("Edition"), max_length=20, help_text=gettext_lazy("For example 2027.")
    )
    introduction = Lines(
        label=gettext_lazy("Introduction"),
        rows=3,
        required=False,
        help_text=gettext_lazy("Public. Who wrote this standard, and what it is for."),
    )
    subjects = forms.ChoiceField(label=gettext_lazy("Who is marked"), choices=Standard.Subjects.choices)
    evidence_from = forms.DateField(label=gettext_lazy("Evidence from"), widget=DAY, required=False)
    evidence_to = forms.DateField(label=gettext_lazy("Evidence to"), widget=DAY, required=False)
    rounding = forms.ChoiceField(label=gettext_lazy("Rounding"), choices=Standard.Rounding.choices)
    digits = forms.IntegerField(label=gettext_lazy("Digits after the point"), min_value=0, max_value=6)
    rounds = forms.ChoiceField(label=gettext_lazy("What is rounded"), choices=Standard.Rounds.choices)
    below_zero = forms.BooleanField(label=gettext_lazy("A section may fall below zero"), required=False)
    cohorts = Lines(
        label=gettext_lazy("Cohorts"),
        rows=3,
        required=False,
        help_text=gettext_lazy(
            "Only subjects of one cohort are compared. A line each: short name | title. May be empty."
        ),
    )

    def facts(self):
        """The values as document.Standard takes them."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "cohorts"}
        for name in ("evidence_from", "evidence_to"):
            values[name] = values[name].isoformat() if values[name] else ""
        pairs = standard_lines.pairs_of(self.cleaned_data["cohorts"])
        return values | {"cohorts": tuple(document.Cohort(*pair) for pair in pairs)}


class SectionForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    slug = forms.SlugField(label=gettext_lazy("Short name"), max_length=60, required=False)
    weight = forms.CharField(label=gettext_lazy("Weight"), initial="1", max_length=20)
    weights = forms.CharField(
        label=gettext_lazy("Weight in a cohort"),
        required=False,
        help_text=gettext_lazy("Where it is another one, for example: big 2; small 1.5"),
    )

    def clean_weight(self):
        return _read(standard_lines.number, self.cleaned_data["weight"])

    def clean_weights(self):
        return _read(standard_lines.weights_of, self.cleaned_data["weights"])


def _read(reader, text):
    try:
        return reader(text)
    except BadValue as bad:
        raise ValidationError(bad.rule) from bad


class QuestionForm(forms.Form):
    text = Lines(label=gettext_lazy("Question"), max_length=500, rows=2)
    options = Lines(
        label=gettext_lazy("Answers"),
        rows=4,
        required=False,
        help_text=gettext_lazy(
            "A line each: points | answer. Where no answer is worth more: yes | answer. More if you need it: "
            "2 partly | answer | short-name | rules out: other-question"
        ),
    )
    section = forms.ChoiceField(label=gettext_lazy("Section"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Question.Kind.choices, initial="choice")
    weight = forms.CharField(
        label=gettext_lazy("Weight"),
        initial="1",
        max_length=20,
        help_text=gettext_lazy("A number, or low (1), medium (2), high (3)."),
    )
    short = forms.CharField(label=gettext_lazy("Short name for tables"), max_length=80, required=False)
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Empty: made from the question. Another one makes it another question."),
    )
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    criteria = Lines(label=gettext_lazy("What the standard asks for"), rows=2, required=False)
    clarifications = Lines(label=gettext_lazy("Clarifications"), rows=2, required=False)
    how_marked = Lines(label=gettext_lazy("How it is marked"), rows=2, required=False)
    cohorts = forms.CharField(
        label=gettext_lazy("Put to the cohorts"),
        required=False,
        help_text=gettext_lazy("For example: big; small. Empty: everyone."),
    )
    max_points = forms.CharField(
        label=gettext_lazy("Most points"), required=False, help_text=gettext_lazy("Ticks and tiers only.")
    )
    full_from = forms.CharField(
        label=gettext_lazy("Full points from"),
        required=False,
        help_text=gettext_lazy("Ticks only: all points from so many on, none below."),
    )
    previous = forms.CharField(
        label=gettext_lazy("Its address in the last edition"), max_length=80, required=False
    )

    def __init__(self, *args, sections=(), topics=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = sections
        self.fields["topic"].choices = topics

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    def has_changed(self):
        """A place alone, such as “add a question” gives, says nothing yet."""
        return bool({*self.changed_data} - {"section", "ORDER"})

    def clean_weight(self):
        text = self.cleaned_data["weight"]
        word = document.WEIGHT_WORDS.get(text.casefold())
        return _read(standard_lines.number, text) if word is None else word

    def clean_max_points(self):
        return self._maybe("max_points")

    def clean_full_from(self):
        return self._maybe("full_from")

    def _maybe(self, name):
        text = self.cleaned_data[name]
        return _read(standard_lines.number, text) if text else None

    def clean_cohorts(self):
        return tuple(part.strip() for part in self.cleaned_data["cohorts"].split(";") if part.strip())

    def clean_options(self):
        try:
            return standard_lines.options_of(self.cleaned_data["options"])
        except standard_lines.BadLines as bad:
            raise ValidationError(bad.faults) from bad


FORMSET = {"extra": 0, "can_order": True, "can_delete": True}
Sections = forms.formset_factory(SectionForm, **FORMSET, max_num=500, absolute_max=500)
Questions = forms.formset_factory(QuestionForm, **FORMSET, max_num=2_000, absolute_max=2_000)


def section_choices(sections):
    """The sections that a question may stand in, as the form has them at this moment."""
    found = {"": "---"}
    for form in sections:
        title, slug = (str(form[name].value() or "").strip() for name in ("title", "slug"))
        if (slug or title) and not form["DELETE"].value():
            found.setdefault(slug or _base(title), title or slug)
    return list(found.items())


def _base(text):
    return slugify(text)[:50].strip("-") or "untitled"


def topics():
    return [("", "---"), *Topic.objects.values_list("slug", "name")]


def initial_of(standard: document.Standard):
    """(facts, sections, questions): what the forms show of a document."""
    facts = {name: getattr(standard, name) for name in FactsForm.base_fields if name != "cohorts"}
    for name in ("evidence_from", "evidence_to"):
        facts[name] = dt.date.fromisoformat(facts[name]) if facts[name] else None
    facts["cohorts"] = "\n".join(f"{one.slug} | {one.title}" for one in standard.cohorts)
    sections, questions = [], []
    for place, section in enumerate(standard.sections, 1):
        own = "; ".join(f"{slug} {weight}" for slug, weight in section.weights)
        sections.append(
            {
                "title": section.title,
                "slug": section.slug,
                "weight": section.weight,
                "weights": own,
                "ORDER": place,
            }
        )
        for number, question in enumerate(section.questions, 1):
            values = {name: getattr(question, name) for name in QuestionForm.base_fields if name != "section"}
            values |= {"section": section.slug, "ORDER": number, "cohorts": "; ".join(question.cohorts)}
            questions.append(values | {"options": standard_lines.lines_of(question.options)})
    return facts, sections, questions


def document_of(facts, sections, questions) -> document.Standard:
    """The document that valid forms describe, in the order of the places typed."""
    kept = [form.cleaned_data for form in _kept(sections)]
    slugs = _slugs(kept, "title")
    asked = [form.cleaned_data for form in _kept(questions)]
    names = _slugs(asked, "text")
    made = []
    for values, slug in zip(kept, slugs, strict=True):
        own = tuple(
            _question(question, name)
            for question, name in zip(asked, names, strict=True)
            if question["section"] == slug
        )
        made.append(document.Section(slug, values["title"], values["weight"], values["weights"], own))
    return document.Standard(**facts.facts(), sections=tuple(made))


def _question(values, slug):
    left = ("ORDER", "DELETE", "section", "slug")
    return document.Question(slug, **{name: value for name, value in values.items() if name not in left})


def _kept(formset):
    forms_kept = [form for form in formset if form.has_changed() and not form.cleaned_data.get("DELETE")]
    return sorted(forms_kept, key=lambda form: _place(form.cleaned_data.get("ORDER")))


def _place(order):
    return LAST if order is None else order


def _slugs(rows, source):
    """The short name of each: as typed, else made of its words and unlike the others."""
    taken = {row["slug"] for row in rows if row["slug"]}
    found = []
    for row in rows:
        slug = row["slug"]
        if not slug:
            base = _base(row.get("short") or row[source])
            slug = next(name for n in range(1, 10_000) if (name := base if n == 1 else f"{base}-{n}") not in taken)
            taken.add(slug)
        found.append(slug)
    return found
