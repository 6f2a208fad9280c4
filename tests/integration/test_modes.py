"""The mode of a group: switched by admins alone, with a reason, in public; and what neutral mode never shows."""

import csv
import io
import re

import pytest
from django.urls import reverse

from portal.core import writes
from portal.core.models import AuditEntry
from races.models import CommunityGroup, ModeChange
from scorecards.models import Chart
from tests.factories import races as make
from tests.factories.admin import World, admin
from tests.factories.scorecards import candidates, sheet
from tests.integration.test_queries_places import queries

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return " ".join(response.content.decode().split())


def form(group, **values):
    return {
        "name": group.name, "slug": group.slug, "legal_form": group.legal_form, "mode": group.mode,
        "scoring_reason": group.scoring_reason, "editors": group.editors_id, "reviewers": group.reviewers_id,
        **values,
    }  # fmt: skip


def post(client, group, **values):
    return client.post(reverse("groups-of-editors:edit", args=[group.pk]), form(group, **values))


def test_neutral_is_the_default_and_public():
    group = make.CommunityGroupFactory()
    assert (group.mode, group.legal_form) == ("neutral", "unknown")
    assert [change.mode for change in group.mode_changes.all()] == ["neutral"]


def test_an_admin_switches_scoring_on_with_a_reason_and_it_is_public_and_logged(client):
    group = make.CommunityGroupFactory()
    client.force_login(admin("boss"))
    assert post(client, group, legal_form="501c4", mode="scoring").status_code == 200
    group.refresh_from_db()
    assert group.mode == "neutral", "no reason, no switch"
    answer = post(client, group, legal_form="501c4", mode="scoring", scoring_reason="Our members asked for it.")
    assert answer.status_code == 302
    group.refresh_from_db()
    assert (group.mode, group.scoring_by.username) == ("scoring", "boss")
    assert group.scoring_since is not None
    change = group.mode_changes.first()
    assert (change.mode, change.reason, change.by) == ("scoring", "Our members asked for it.", "boss")
    assert AuditEntry.objects.filter(model="races.CommunityGroup", by="boss", action="changed").exists()
    html = text(client, "/groups/")
    assert "Our members asked for it." in html
    # Back to neutral: the log keeps what was.
    post(client, group, mode="neutral")
    group.refresh_from_db()
    assert (group.scoring_reason, group.scoring_since, group.scoring_by) == ("", None, None)
    assert "Our members asked for it." in text(client, "/groups/")
    rows = list(csv.DictReader(io.StringIO(client.get("/groups.csv").content.decode())))
    assert [row["mode"] for row in rows] == ["neutral", "scoring", "neutral"]


@pytest.mark.parametrize("legal_form", ["501c3", "unknown"])
def test_neutral_is_fixed_for_a_charity_and_an_unknown_form(client, legal_form):
    group = make.CommunityGroupFactory()
    client.force_login(admin())
    answer = post(client, group, legal_form=legal_form, mode="scoring", scoring_reason="We want to.")
    assert "works in neutral mode" in answer.content.decode()
    group.refresh_from_db()
    assert group.mode == "neutral"
    assert "(fixed)" in text(client, "/groups/")


def test_a_scoring_group_that_becomes_a_charity_must_turn_neutral(client):
    group = make.CommunityGroupFactory(scoring_mode=True)
    client.force_login(admin())
    assert post(client, group, legal_form="501c3").status_code == 200
    group.refresh_from_db()
    assert group.legal_form == "501c4"
    assert post(client, group, legal_form="501c3", mode="neutral").status_code == 302


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_no_group_switches_its_own_mode(client, role):
    world = World("Bluebird", drafts=False)
    client.force_login(getattr(world, role))
    for name, args in (("edit", [world.group.pk]), ("index", []), ("add", [])):
        assert client.get(reverse(f"groups-of-editors:{name}", args=args)).status_code == 404
    post(client, world.group, legal_form="501c4", mode="scoring", scoring_reason="x")
    assert not CommunityGroup.objects.filter(mode="scoring").exists()
    assert not ModeChange.objects.filter(mode="scoring").exists()


def test_the_log_only_grows_when_something_changed():
    group = make.CommunityGroupFactory(scoring_mode=True)
    group.name = "Another name"
    writes.save(group)
    assert group.mode_changes.count() == 1


def test_groups_in_spanish_and_with_few_queries(client):
    make.CoverageFactory()
    few = queries(client, "/groups/"), queries(client, "/groups.json")
    for _ in range(6):
        make.CoverageFactory()
        make.CoverageFactory(office=None, state=make.StateFactory())
    assert (queries(client, "/groups/"), queries(client, "/groups.json")) == few
    assert max(few) <= 15
    assert 'lang="es"' in text(client, "/es/groups/")


# Neutral mode, on every surface

SCORING_WORDS = re.compile(
    r"Matches|Partly|Differs|of 100|Agreement|rbar|class=\"mk|Total of|score\b(?!card)|points|rank|\bmarks?\b",
    re.IGNORECASE,
)


def surfaces(race, people, card):
    """Every public address that says anything about these candidates."""
    pages = [race.page.url, *(person.page.url for person in people), card.page.url]
    files = [f"{page.rstrip('/')}.{kind}" for page in pages for kind in ("csv", "json")]
    linked = [f"{person.page.url.rstrip('/')}.jsonld" for person in people]
    office = race.page.get_parent().url
    taken = [f"{race.page.url}guide/", *(f"{race.page.url.rstrip('/')}.{kind}" for kind in ("atom", "ics"))]
    chosen = "&".join(f"c={'/'.join(person.page.url.strip('/').split('/')[1:])}" for person in people)
    compared = [f"/{name}?{chosen}" for name in ("compare/", "compare.csv", "compare.json")]
    lists = ["/changes.atom", "/races/", "/races.csv", "/races.json", "/scorecards/", office, "/"]
    return [*pages, *files, *linked, *taken, *compared, *lists]


@pytest.mark.parametrize("mode", ["neutral", "scoring"])
def test_neutral_mode_leaves_no_mark_on_any_surface(client, mode):
    race = make.RaceFactory(office__district="Test District")
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    rows = (
        [["yes", "no"], ["other", "not_found"]]
        if mode == "neutral"
        else [["matches", "differs"], ["partly", "not_found"]]
    )
    card = sheet(race, people, rows, mode=mode)
    found = {url for url in surfaces(race, people, card) if SCORING_WORDS.search(visible(text(client, url)))}
    if mode == "neutral":
        assert found == set()
    else:
        assert {race.page.url, people[0].page.url, card.page.url} <= found
    assert not Chart.objects.exists(), "no drawing is made of candidates"


def visible(html):
    """Without what every page says in either mode: that nothing is scored here."""
    for said in (
        "No answer is marked as better than another",
        "No score, no order of merit.",
        "without any score",
        "without a score",
        "What is marked “Sample”",
        "scorecards",
    ):
        html = html.replace(said, "")
    return html
