"""Public addresses of facts in the reader's language, from natural keys: no page row is read for a link."""

from django.urls import reverse


def page(path=""):
    """Address of a page of the tree by its path below Home, such as `offices/il/cook/`."""
    return reverse("wagtail_serve", args=[path])


def state(fact):
    return page(f"offices/{fact.code}/")


def office(fact):
    """Needs `state` loaded."""
    return page(f"offices/{fact.state.code}/{fact.slug}/")


def race(fact):
    """Needs `office.state` loaded."""
    return page(f"offices/{fact.office.state.code}/{fact.office.slug}/{fact.slug}/")


def candidacy(fact):
    """Needs `race.office.state` loaded."""
    path = f"offices/{fact.race.office.state.code}/{fact.race.office.slug}/{fact.race.slug}/{fact.slug}/"
    return page(path)


def dataset(fact):
    return reverse("dataset", args=[fact.pk])
