"""Load Sample State, whole or only what is missing of it."""

from django.db import transaction

from portal.pages.sample import asking, beside, facts, figures, marks, offices, people, promises, texts
from portal.pages.sample.keeper import Keeper


@transaction.atomic
def load(by=None) -> dict[str, int]:
    """Make what is missing of Sample State and return how many rows of each kind were made.

    Needs the topics and measures of the reference facts. Loading again makes nothing and changes nothing: what
    stands is left as it is, edited or not, and lists that belong to one row (the promises of a person, the
    marks of a scorecard, the coverage of a group) are made with it or not at all.
    """
    keeper = Keeper(by)
    state = facts.places(keeper)
    facts.groups(keeper, state)
    facts.races(keeper, state)
    facts.tenures(keeper, state)
    for name in ("coalition", "alliance", "guild"):
        marks.scorecard(keeper, state, name)
    for name in ("offices_2025", "offices"):
        offices.scorecard(keeper, state, name)
    people.people(keeper, state)
    promises.promises(keeper, state)
    asking.asking(keeper, state)
    figures.observations(keeper, state)
    beside.beside(keeper, state)
    texts.texts(keeper, state)
    return dict(keeper.made)
