"""Portraits, links and other names of Sample State's people."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw
from wagtail.images import get_image_model

from portal.core import writes
from portal.pages.sample.facts import find_candidacy
from portal.pages.sample.keeper import content
from races.models import PersonLink, PersonName


def people(keeper, state):
    """A person who has any link keeps what they have; so does one with a photo."""
    said = content("people")
    for line in said["people"]:
        person = find_candidacy(state, said["office"], f"{said['race']}/{line['candidate']}").person
        if person.links.exists():
            continue
        for link in line["links"]:
            keeper.save(PersonLink(person=person, checked=said["checked"], **link))
        for name in line.get("other_names", ()):
            keeper.save(PersonName(person=person, name=name, decided_by="Sample State"))
        if person.photo is None:
            person.photo = get_image_model().objects.create(
                title=person.name, file=_portrait(line), credit=said["credit"], licence=said["licence"]
            )
            writes.save(person, by=keeper.by)


def _portrait(line):
    """A head and shoulders of two plain shapes."""
    picture = Image.new("RGB", (400, 400), line["tone"])
    draw = ImageDraw.Draw(picture)
    draw.ellipse((130, 70, 270, 230), fill="#efe9df")
    draw.pieslice((50, 250, 350, 560), 180, 360, fill="#efe9df")
    out = BytesIO()
    picture.save(out, "PNG")
    return ContentFile(out.getvalue(), name=f"sample-{line['candidate']}.png")
