"""The dashboard's form: a GET form whose address can be shared, saved and cited."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.pages.shown import dimensions
from scorecards.models import Observation


class DayField(forms.DateField):
    """Only YYYY-MM-DD: what a browser sends, and one address for one day."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(input_formats=["%Y-%m-%d"], widget=widget, **kwargs)


class MeasuresForm(forms.Form):
    """Which measure, and the day whose figures are wanted. `metrics`: those of which the office has a figure."""

    measure = forms.ChoiceField(label=_("Measure"), required=False)
    as_of = DayField(label=_("As of"), required=False)

    def __init__(self, data, metrics):
        super().__init__(data)
        self.fields["measure"].choices = [("", _("All measures")), *((m.slug, m.label) for m in metrics)]


class MeasureForm(MeasuresForm):
    """One measure's cuts. `years`: those of which there are figures; `rules`: ways to choose peers."""

    by = forms.ChoiceField(label=_("Broken down by"), required=False)
    period = forms.ChoiceField(
        label=_("Period"), required=False, choices=[("", _("What fits")), *Observation.Period.choices]
    )
    year = forms.ChoiceField(label=_("Year"), required=False)
    peers = forms.ChoiceField(label=_("Compared with"), required=False)
    field_order = ("measure", "by", "period", "year", "peers", "as_of")

    def __init__(self, data, metrics, years, rules):
        super().__init__(data, metrics)
        self.fields["by"].choices = dimensions.choices()
        self.fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]
        self.fields["peers"].choices = rules
