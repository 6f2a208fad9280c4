"""What result files print, read as what it means: names, parties, titles of prosecutors. Plain text in and out."""

import re
import unicodedata
from dataclasses import dataclass

import ftfy
from nameparser import HumanName


def _words(text):
    return frozenset(text.split())


PERSON, WRITE_INS, BLANKS, TOTAL, NOBODY = "person", "write_ins", "blanks", "total", "nobody"
# A cell is no person only where every word of it is one of these: "Under votes" is none, "Jane Under" is one.
_NONE_WORDS = _words("none uncommitted preference vacant filed these above")
_BLANK_WORDS = _words(
    "blank blanks void voids voided over under overs unders overvote overvotes undervote undervotes overvoted "
    "undervoted spoiled invalid exhausted residual rejected no"
)
_WRITE_IN_WORDS = _words(
    "write writein writeins ins scatter scattered scattering scatterings other others unassigned assigned "
    "unresolved"
)
_TOTAL_WORDS = _words("total totals subtotal turnout all registered ballots voters votes cast")
_FILLERS = _words(
    "vote votes voted ballot ballots cast counted in candidate candidates of the and or for not misc "
    "miscellaneous certified qualified unqualified times number count county precinct contest office race grand "
    "sub cumulative public percent voter"
)
_NO_PERSON = _NONE_WORDS | _BLANK_WORDS | _WRITE_IN_WORDS | _TOTAL_WORDS | _FILLERS
_TOTAL_PLACES = re.compile(
    r"((grand|county|precinct|district|state ?wide|contest) ?)*totals?( .*)?|statewide|"
    r"all( (of )?(the )?(counties|precincts|wards|districts|places|parishes|towns|county|state|votes|voters))?"
)

PARTIES = {
    "Democratic": {"d", "dem", "democrat", "democratic", "democratic party", "dfl"},
    "Republican": {"r", "rep", "republican", "republican party", "gop"},
    "Libertarian": {"l", "lib", "lbt", "libertarian", "libertarian party"},
    "Green": {"g", "grn", "gre", "green", "green party"},
    "": {"", "n", "np", "non", "npa", "nonpartisan", "non partisan", "none", "na", "no party"},
}
_PARTY = {word: name for name, words in PARTIES.items() for word in words}
_CODES = "|".join(sorted((word for word in _PARTY if word), key=len, reverse=True))
# "(REP", "(Rep)", "- DEM": a party at the end of a name, its closing bracket often cut off.
_TAIL = re.compile(rf"\s*(?:\(\s*({_CODES})\s*\)?|[-,]\s+(dem|rep|lib|grn|con|wfp|ind))\s*$", re.IGNORECASE)
_INCUMBENT = re.compile(r"\s*\(\s*(incumbent|inc\.?|i)\s*(?:\)\s*|$|(?=\())", re.IGNORECASE)
_WRITE_IN = re.compile(r"\s*[(\[]?\s*\bwrite[ -]?in\b\s*[)\]]?\s*[:-]?\s*", re.IGNORECASE)

# The title as the states write it, and the ways in which files print it.
TITLES = (
    ("Criminal District Attorney", r"criminal district att(orne)?y"),
    ("District Attorney General", r"district attorney generals?"),
    ("District Attorney", r"district att(orne)?ys?|dist att(orne)?y"),
    ("State's Attorney", r"states attorneys?"),
    ("State Attorney", r"state attorneys?"),
    ("Commonwealth's Attorney", r"commonwealths? attorneys?|attorneys? for the commonwealth"),
    ("Circuit Attorney", r"circuit attorneys?"),
    ("Prosecuting Attorney", r"(county )?prosecuting attorneys?|(county |circuit )?prosecutors?"),
    ("County Attorney", r"county attorneys?"),
    ("Solicitor", r"(circuit )?solicitors?"),
)
_TITLES = tuple((title, re.compile(rf"\b(?:{pattern})\b(?! general)")) for title, pattern in TITLES)
_NO_DISTRICT = re.compile(
    r"\b(vote )?(for )1\b|\b(for|of|the|office|unexpired|term|vote|one|elect|election|partisan|special)\b"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)


@dataclass(frozen=True)
class Printed:
    """A candidate cell taken apart. `marks` are the pieces that were taken off, as printed."""

    kind: str
    name: str
    party: str = ""
    incumbent: bool | None = None
    write_in: bool = False
    marks: tuple[str, ...] = ()


def plain(text):
    """Lower case, no accents, every sign but letters and digits a space; an apostrophe joins."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign) and sign not in "'’`´")
    return " ".join(re.findall(r"[^\W_]+", text))


def mend(text):
    """The text with mojibake undone ("GascÃ³n" is "Gascón") and single spaces between words."""
    return " ".join(ftfy.fix_encoding(text).split())


def kind_of(text):
    """Which of PERSON, WRITE_INS, BLANKS, TOTAL, NOBODY a candidate cell names."""
    words = set(plain(text).split())
    if not words or not words <= _NO_PERSON:
        return PERSON
    if words & _NONE_WORDS or ("no" in words and words & {"candidate", "candidates"}):
        return NOBODY
    kinds = ((BLANKS, _BLANK_WORDS), (WRITE_INS, _WRITE_IN_WORDS), (TOTAL, _TOTAL_WORDS))
    return next((kind for kind, vocabulary in kinds if words & vocabulary), PERSON)


def is_total_place(text):
    """Whether a county or precinct cell names the sum of all others."""
    return bool(_TOTAL_PLACES.fullmatch(plain(text)))


def read_name(text):
    """The cell as Printed: marks, party tail and "write-in" taken off a name; others only told apart."""
    text = mend(text)
    kind = kind_of(text)
    if kind != PERSON:
        return Printed(kind, text)
    marks, incumbent, party = [], None, ""
    write_in = bool(_WRITE_IN.search(text))
    text = _WRITE_IN.sub(" ", text).strip()
    for _ in range(3):  # "(I) (REP", in either order
        if found := _INCUMBENT.search(text):
            incumbent = True
        elif (found := _TAIL.search(text)) and found.start():
            party = party or found[1] or found[2]
        elif not (found := re.search(r"^\s*\*+\s*|\s*\*+\s*$", text)):
            break
        marks.append(found[0].strip())
        text = (text[: found.start()] + " " + text[found.end() :]).strip()
    return Printed(PERSON, " ".join(text.split()), party, incumbent, write_in, tuple(marks))


def readable(name):
    """A name for a page: "McGRATH, PATRICK" -> "Patrick McGrath"; a name in mixed case keeps its letters."""
    parsed = HumanName(name)
    if not re.search(r"[a-z]{2}", name) or name.islower():  # "McGRATH" is in capitals too
        parsed.capitalize(force=True)
    elif not re.search(r",(?!\s*(jr|sr|ii|iii|iv|v|esq|md|phd)\b)", name, re.IGNORECASE):
        return name
    given = [parsed.first, parsed.middle, parsed.last, parsed.suffix]
    if parsed.nickname:
        given.insert(2, f"“{parsed.nickname}”")
    return " ".join(part for part in given if part) or name


def party_name(text):
    """One word for a party however it is printed ("REP", "R" -> "Republican"); "" for no party."""
    return _PARTY.get(plain(text), text.strip())


def read_office(text):
    """(title, what else the cell says about the district) of a prosecutor's contest, else None.

    "District Attorney - 5th Judicial District" -> ("District Attorney", "5th judicial district").
    """
    words = plain(re.sub(r"\([^)]*\)?", " ", text))
    for title, pattern in _TITLES:
        if found := pattern.search(words):
            if re.search(r"\b(assistant|deputy|city)\b", words):
                return None
            rest = _NO_DISTRICT.sub(" ", f"{words[: found.start()]} {words[found.end() :]}")
            return title, " ".join(rest.split())
    return None


def same_title(one, other):
    """Whether two titles of TITLES are one job: State Attorney, State's Attorney; Criminal District Attorney."""
    jobs = [
        {"Circuit Attorney": "Prosecuting Attorney"}.get(title, title).replace("'s", "") for title in (one, other)
    ]
    return jobs[0].endswith(jobs[1]) or jobs[1].endswith(jobs[0])


def district_number(text):
    """4 for "4", "4th Judicial District" and "Fourth"; None where the district has a name."""
    ordinals = _ORDINALS.split()
    for word in plain(text).split():
        if found := re.fullmatch(r"0*(\d+)(st|nd|rd|th)?", word):
            return int(found[1])
        if word in ordinals:
            return ordinals.index(word) + 1
    return None
