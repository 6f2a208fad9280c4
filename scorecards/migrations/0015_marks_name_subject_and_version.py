"""Sections and answers get the short names they are addressed by, candidates that were marked become subjects, and
each standard in use its first version. What was released by a date alone has to be released anew: nothing of it
was frozen."""

from django.db import migrations
from django.utils.text import slugify


def fill(apps, schema_editor):
    model = {
        name: apps.get_model("scorecards", name)
        for name in ("Section", "Option", "Standard", "StandardVersion", "Subject", "Mark")
    }
    _short_names(model)
    versions = {standard.pk: _version(standard, model) for standard in model["Standard"].objects.all()}
    subjects = {}
    for mark in model["Mark"].objects.select_related("scorecard", "candidacy", "office__state").order_by("pk"):
        key = (mark.scorecard_id, mark.candidacy_id, mark.office_id)
        if key not in subjects:
            about = mark.candidacy or mark.office
            slug = about.slug if mark.candidacy_id else f"{about.state.code}-{about.slug}"
            order = (about.ballot_order or 0) if mark.candidacy_id else 0
            subjects[key] = model["Subject"].objects.create(
                scorecard_id=key[0], candidacy_id=key[1], office_id=key[2], slug=slug, order=order
            )
        mark.subject, mark.version = subjects[key], versions[mark.scorecard.standard_id]
        mark.save(update_fields=["subject", "version"])


def _short_names(model):
    for section in model["Section"].objects.filter(slug__isnull=True):
        section.slug = f"{slugify(section.title)[:50] or 'section'}-{section.pk}"
        section.save(update_fields=["slug"])
    for option in model["Option"].objects.filter(code__isnull=True):
        option.code = option.level
        option.save(update_fields=["code"])


def _version(standard, model):
    from scorecards import document

    made = document.as_json(document.of_standard(standard))
    day = standard.published_on
    if day is None:
        first = model["Mark"].objects.filter(scorecard__standard=standard).order_by("at").first()
        if first is None:
            return None
        day = first.at.date()
        standard.published_on = day
        standard.save(update_fields=["published_on"])
    return model["StandardVersion"].objects.create(
        standard=standard, number=1, published_on=day, published_by="", document=made, sha256=document.digest(made)
    )


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0014_evidence")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
