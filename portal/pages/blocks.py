"""The five blocks of a story. No raw HTML, no data typed into blocks; a sixth block needs an ADR."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT = ["h3", "h4", "bold", "italic", "ol", "ul", "link"]


def chart_choices():
    from scorecards.models import Chart

    return [(chart.slug, chart.slug) for chart in Chart.objects.order_by("slug")]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Their own words"))
    who = blocks.CharBlock(label=_("Who said it"))
    source_title = blocks.CharBlock(label=_("Source"))
    source_url = blocks.URLBlock(label=_("Source address"))
    said_on = blocks.DateBlock(label=_("Said on"))

    class Meta:
        icon = "openquote"
        template = "blocks/quote.html"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt_text = blocks.CharBlock(label=_("What the picture shows, in words"))
    caption = blocks.CharBlock(required=False)

    class Meta:
        icon = "image"
        template = "blocks/image.html"


class ChartBlock(blocks.StructBlock):
    chart = blocks.ChoiceBlock(choices=chart_choices, label=_("Chart"))

    class Meta:
        icon = "view"
        template = "blocks/chart.html"

    def get_context(self, value, parent_context=None):
        from django.utils.translation import get_language

        from scorecards.models import RenderedChart

        context = super().get_context(value, parent_context)
        drawn = RenderedChart.objects.current(get_language()).for_page()
        context["rendering"] = drawn.filter(chart__slug=value["chart"]).first()
        return context


class StoryBlock(blocks.StreamBlock):
    paragraph = blocks.RichTextBlock(features=RICH_TEXT, template="blocks/paragraph.html", label=_("Text"))
    quote = QuoteBlock(label=_("Quote"))
    image = PictureBlock(label=_("Picture"))
    chart = ChartBlock(label=_("Chart"))
    callout = blocks.TextBlock(template="blocks/callout.html", icon="warning", label=_("Note"))
