"""Names of people and districts, as plain text in and out."""

import re

from django.utils.text import slugify

SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "esq", "md"}
# What a district is called around its own name. The first word of an address path leaves it out.
DISTRICT_WORDS = ("Judicial Circuit", "Judicial District", "County", "Parish", "Borough")


def sort_name(name):
    """Last name first, for lists: "Erle J. Newton, III" -> "Newton III, Erle J."."""
    words = name.replace(",", " ").split()
    tail = []
    while len(words) > 1 and words[-1].strip(".").lower() in SUFFIXES:
        tail.insert(0, words.pop())
    if len(words) < 2:
        return name
    return f"{' '.join([words[-1], *tail])}, {' '.join(words[:-1])}"


def district_slug(district):
    """ "Atlanta Judicial Circuit" -> "atlanta"; "Cook County" -> "cook"."""
    for words in DISTRICT_WORDS:
        district = re.sub(rf"\b{words}\b", " ", district)
    return slugify(district)


def word_key(text):
    """The same for two spellings with the same words in another order or case."""
    return tuple(sorted(re.findall(r"\w+", text.casefold())))
