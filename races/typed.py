"""What a reader typed, as pure text: the ZIP code in it, its plain words, and what a page may show again."""

import re
import unicodedata

LONGEST = 200
# Five digits, or nine, that are the text's last word (but for ", IL"), or that follow the word ZIP. A house number
# is neither.
LAST = re.compile(
    r"(?<!\d)(\d{5})(?:[- ]?\d{4})?(?:\s*[,;]\s*[a-z]{2}\b)?(?:[\s.,;]*\b(?:usa|us|eeuu))?\W*$",
    re.ASCII | re.IGNORECASE,
)
NAMED = re.compile(r"\b(?:zip|postal)\D{0,9}?(\d{5})(?:[- ]?\d{4})?(?!\d)", re.ASCII | re.IGNORECASE)
# What people add to a place's own name, in front and behind.
BEFORE = frozenset(("county", "parish", "condado", "parroquia", "distrito"))
OF = frozenset(("of", "de"))
BEHIND = frozenset((
    "county", "counties", "parish", "borough", "census", "area", "municipality", "judicial", "circuit", "district",
    "attorney", "attorneys", "states", "commonwealths", "prosecuting", "prosecutor", "prosecutors", "solicitor",
    "da", "office",
))  # fmt: skip


def cut(typed):
    """The first 200 characters, with wide and styled letters and digits as plain ones."""
    return unicodedata.normalize("NFKC", typed[:LONGEST])


def zip_in(typed):
    """The ZIP code in the text, without its four extra digits; "" where there is none."""
    match = NAMED.search(typed) or LAST.search(typed)
    return match[1] if match else ""


def repeatable(typed):
    """What a page may show again of the text: of an address only its ZIP code, of other text with digits
    nothing, else the text."""
    if code := zip_in(typed):
        return code
    text = " ".join(typed.split())
    return text[:80] if text.isprintable() and not any(letter.isdigit() for letter in text) else ""


def plain(text):
    """Lower case, no accents or punctuation, "Saint" as "St": "St. Mary's, MD" -> "st marys md"."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    words = re.findall(r"\w+", re.sub(r"['’`]", "", text))
    return " ".join("st" if word == "saint" else word for word in words)


def own_name(words):
    """The place's own name as one run of letters: "Condado de Cook", "cook county" -> "cook"."""
    words = list(words)
    if len(words) > 1 and words[0] in BEFORE:
        words.pop(0)
        if len(words) > 1 and words[0] in OF:
            words.pop(0)
    while len(words) > 1 and words[-1] in BEHIND:
        words.pop()
    return "".join(words)
