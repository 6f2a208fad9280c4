"""How alike two printed names are, and why: for suggestions only. A person decides. No database."""

from functools import lru_cache
from itertools import combinations

from nameparser import HumanName
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from races.ballots import plain, readable

# Forms of a first name that no rule of spelling brings together.
SHORT_FORMS = (
    "alexander alex sandy", "andrew andy drew", "anthony tony", "barbara barb", "charles chuck charlie",
    "christopher chris kit", "daniel dan danny", "david dave", "deborah debra deb debbie", "donald don donnie",
    "edward ed eddie ted", "elizabeth liz beth betty eliza", "francis frank", "gerald jerry", "gregory greg",
    "henry hank harry", "jacqueline jackie", "james jim jimmy jamie", "jeffrey jeff", "john jack johnny jon",
    "joseph joe joey", "katherine kathryn catherine kate katie kathy cathy", "kenneth ken", "lawrence larry",
    "leonard len leo", "margaret maggie meg peggy", "matthew matt", "michael mike mick", "nathan nathaniel nate",
    "nicholas nick", "patricia pat patty tricia", "patrick pat", "peter pete", "philip phillip phil",
    "raymond ray", "richard rick dick rich", "robert bob rob bobby", "ronald ron", "rosemary rose",
    "samuel samantha sam", "stephen steven steve", "susan sue suzanne suzy", "theodore ted theo",
    "thomas tom tommy", "timothy tim", "victoria vicky tori", "william bill will billy liam", "zachary zach",
)  # fmt: skip
_SHORT = {}
for _forms in SHORT_FORMS:
    for _form in _forms.split():
        _SHORT.setdefault(_form, set()).update(_forms.split())
ENOUGH = 55  # less is not suggested


@lru_cache(maxsize=20_000)
def parts(name):
    """(first, middle, last, suffix) in plain letters: "GASCÓN, GEORGE" -> ("george", "", "gascon", "")."""
    parsed = HumanName(readable(name))
    return tuple(plain(part) for part in (parsed.first, parsed.middle, parsed.last, parsed.suffix))


def likeness(one, other, *, same_office=True, same_race=False):
    """(0 to 100, why) for two names as printed; 0 where nothing speaks for one person.

    In the same race two names are likelier two people than in two years of one office. Between two offices of a
    state only first and last name together say enough.
    """
    first, middle, last, suffix = parts(one)
    first2, middle2, last2, suffix2 = parts(other)
    if plain(readable(one)) == plain(readable(other)):
        return 100, "the same name but for capitals, accents or signs" if one != other else "the same name"
    if suffix and suffix2 and suffix != suffix2:
        return 0, "different suffixes"
    if _same_last(last, last2, middle, middle2):
        score, why = _firsts(first, first2, middle, middle2)
        if last != last2 and score:
            score, why = score - 4, f"{why}; one last name is part of the other"
        if score and (same_office or score >= 97):
            return score, why
        if same_office and not same_race and last == last2:
            return ENOUGH, "the same last name in the same office; the first names differ, so perhaps relatives"
        return 0, ""
    if same_office and first == first2 and first:
        alike = round(fuzz.ratio(last, last2))
        if alike >= 70 and last[:1] == last2[:1]:
            return alike, "the same first name, last names spelled almost alike"
    return 0, ""


def _same_last(last, last2, middle, middle2):
    """Equal, or one is the end or the beginning of the other: Helms Lewis and Lewis."""
    if not last or not last2:
        return False
    longer, shorter = sorted((f"{middle} {last}".split(), last2.split()), key=len, reverse=True)
    also, short = sorted((f"{middle2} {last2}".split(), last.split()), key=len, reverse=True)
    return last == last2 or longer[-len(shorter) :] == shorter or also[-len(short) :] == short


def _firsts(first, first2, middle, middle2):
    initials, initials2 = first.replace(" ", ""), first2.replace(" ", "")
    if first == first2:
        return (97 if middle and middle2 and middle[0] != middle2[0] else 98), "the same first and last name"
    short, long = sorted((initials, initials2), key=len)
    if short and len(short) <= 2 and long.startswith(short[0]):
        return 92, "the same last name, and a first name whose initial fits"
    if first2 in _SHORT.get(first, ()):
        return 94, "the same last name, and two forms of one first name"
    if len(short) >= 3 and long.startswith(short):
        return 93, "the same last name, and one first name is a short form of the other"
    if {first, *middle.split()} & {first2, *middle2.split()} - {""}:
        return 90, "the same last name, and a shared first or middle name"
    if JaroWinkler.similarity(first, first2) >= 0.88:
        return 88, "the same last name, first names spelled almost alike"
    return 0, ""


def pairs(mentions):
    """Suggested pairs among `mentions`, a list of (office, name, races): [(score, why, i, j)], likeliest first.

    Two offices of a state are compared as well, but only names with the same last name.
    """
    found, by_last = [], {}
    for index, (office, name, races) in enumerate(mentions):
        first, _middle, last, _suffix = parts(name)
        for key in {("office", office), ("last", last.split()[-1] if last else first)}:
            by_last.setdefault(key, []).append((index, office, name, races))
    seen = set()
    for group in by_last.values():
        for one, other in combinations(group, 2):
            pair = tuple(sorted((one[0], other[0])))
            if pair in seen:
                continue
            seen.add(pair)
            same_office = one[1] == other[1]
            same_race = same_office and bool(set(one[3]) & set(other[3]))
            score, why = likeness(one[2], other[2], same_office=same_office, same_race=same_race)
            if score >= ENOUGH:
                found.append((score, why if same_office else f"{why}, in another office", *pair))
    return sorted(found, key=lambda pair: (-pair[0], pair[2:]))
