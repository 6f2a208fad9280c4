"""No admin address shows, tells of or changes another group's things; and one's own stay open."""

import re

import pytest
from django.forms import model_to_dict
from django.urls import NoReverseMatch, get_resolver, reverse
from wagtail.models import Page

from portal.pages import admin_addresses
from tests.factories import races as make
from tests.factories.admin import World

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]
THEIRS, OURS = "Aardvark", "Bluebird"
LISTS = (
    "races", "candidacies", "positions", "people", "person-links", "person-names", "tenures", "promise-updates",
    "question-sets", "set-questions", "requests-sent", "answers-received", "markers", "office-comments", "goals",
    "records-requests", "estimates", "standards", "scorecards", "bodies", "evidence",
)  # fmt: skip
LOOKED_AT = ("right-of-reply", "replies", "error-reports")
MISSING = 98_765_432
KWARG = re.compile(r"<(?:\w+:)?(\w+)>")
SKIP = {
    "wagtailadmin_logout",  # would end the walk
    "wagtailadmin_error_test",  # raises on purpose
    "wagtail.admin.views.home.default",  # whatever is no address
}
# Wagtail's own answer to an empty POST is an error here (8.0.1).
WAGTAIL_CRASHES = {"/admin/choose-external-link/"}


def addresses():
    """Every admin address pattern: (view name, names of its arguments)."""

    def walk(resolver, namespaces, names):
        for pattern in resolver.url_patterns:
            found = [*names, *KWARG.findall(str(pattern.pattern))]
            if hasattr(pattern, "url_patterns"):
                deeper = [*namespaces, pattern.namespace] if pattern.namespace else namespaces
                yield from walk(pattern, deeper, found)
            else:
                yield ":".join((*namespaces, pattern.name or pattern.lookup_str)), tuple(found)

    admin = next(p for p in get_resolver().url_patterns if str(p.pattern) == "admin/")
    return sorted(set(walk(admin, [], [])))


def model_of_namespace():
    found = {viewset.url_namespace: viewset.model for viewset in admin_addresses.our_viewsets()}
    return found | {viewset.url_namespace: viewset.model for viewset in admin_addresses.choosers()}


def arguments(name, names, world):
    """An address' arguments filled with one group's ids."""
    t, namespace = world.things, name.rpartition(":")[0]
    by_model = {type(thing): thing for thing in t.values()}
    model = model_of_namespace().get(namespace)
    thing = by_model.get(model, t["page"])
    if namespace == "wagtailimages_chooser":
        thing = t["image"]
    if namespace == "wagtaildocs_chooser":
        thing = t["document"]
    subject = t["promise"] if "promise" in namespace else t["page"]
    newest = subject.latest_revision_id
    ids = {
        "pk": getattr(model.objects.order_by("-pk").first(), "pk", 1) if thing is None else thing.pk,
        "destination_id": t["race_page"].pk,
        "image_id": t["image"].pk,
        "document_id": t["document"].pk,
        "doc_id": t["document"].pk,
        "collection_id": world.collection.pk,
        "revision_id": newest,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "task_state_id": world.task_state(subject).pk,
        "task_id": world.task_state(subject).task_id,
        "workflow_state_id": subject.current_workflow_state.pk,
        "action_name": "approve",
        "app_label": "wagtailcore",
        "model_name": "page",
        "app_name": "core",
        "content_type_app_name": "pages",
        "content_type_model_name": "candidatepage",
        "object_id": str(t["page"].pk),
        "action": "publish",
        "filter_spec": "original",
        "uidb64": "x",
        "token": "x",
    }
    return {name: ids.get(name, t["page"].pk) for name in names}


OURS_READ = 4  # the last two speak in words that only Wagtail's own API, explorer and choosers read


def queries(world):
    """What can be asked of a list: search, export, many ids, filters by id, the API's own words."""
    t = world.things
    ids = "&".join(f"id={thing.pk}" for thing in t.values())
    chosen = "&".join(f"{key}={t[key].pk}" for key in ("office", "race", "person", "candidacy", "promise"))
    page = t["page"].pk
    above = t["race_page"].pk
    return (
        "",
        f"q={world.word.lower()[:-1]}&search={world.word.lower()[:-1]}",
        "export=csv",
        f"{ids}&multiple=1&{chosen}&collection_id={world.collection.pk}&owner={world.editor.pk}&edited_by={world.editor.pk}",
        f"child_of={above}&for_explorer=1&fields=*",
        f"id=all&childOf={above}&parent_page_id={above}&page_type=pages.candidatepage&target_pages[]={page}",
    )


def rows(world):
    """What stands in the database about the group's things."""
    return {key: model_to_dict(type(thing)._base_manager.get(pk=thing.pk)) for key, thing in world.things.items()}


@pytest.fixture
def worlds():
    state = make.StateFactory()
    return World(THEIRS, state=state), World(OURS, state=state)


def told(response):
    """Status and target of an answer, ids left out: what a stranger could compare."""
    return response.status_code, re.sub(r"\d+", "N", response.get("Location", ""))


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_no_address_tells_of_another_groups_things(client, worlds, role):
    theirs, ours = worlds
    client.force_login(getattr(ours, role))
    client.raise_request_exception = False
    before = rows(theirs)
    open_names, leaks, asked, crashed = admin_addresses.open_names(), [], 0, set()

    def ask(send, url, note):
        nonlocal asked
        asked += 1
        response = send(url)
        if THEIRS.encode() in body(response) or THEIRS in str(response.headers):
            leaks.append((note, url, response.status_code))
        if response.status_code >= 500:
            crashed.add(url)
        return told(response)

    for name, names in addresses():
        if name in SKIP:
            continue
        kwargs = arguments(name, names, theirs)
        try:
            url = reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            assert name not in open_names, f"{name} could not be filled"
            continue
        # A closed address is closed whatever is asked of it.
        asked_of_it = queries(theirs) if name.startswith("wagtail") else queries(theirs)[:OURS_READ]
        for query in asked_of_it if name in open_names else ("",):
            ask(client.get, f"{url}?{query}", "shown")
        answer = ask(client.post, url, "shown on POST")
        if name not in open_names:
            assert answer[0] == 404, name
        elif any(isinstance(value, int) for value in kwargs.values()):
            gone = {key: MISSING if isinstance(value, int) else value for key, value in kwargs.items()}
            gone |= {key: str(MISSING) for key in ("object_id",) if key in kwargs}
            if told(client.get(url)) != told(client.get(reverse(name, kwargs=gone))):
                leaks.append(("exists", url, told(client.get(url))))
    assert leaks == []
    assert crashed <= WAGTAIL_CRASHES
    assert asked > 800
    assert rows(theirs) == before
    assert Page.find_problems() == ([], [], [], [], [])


def own_addresses(world):
    t, at = world.things, reverse
    promise = "wagtailsnippets_scorecards_promise"
    for viewset in LISTS:
        yield from (at(f"{viewset}:index"), at(f"{viewset}:add"), f"{at(f'{viewset}:index')}?export=csv")
    for viewset, key in (
        ("races", "race"),
        ("candidacies", "candidacy"),
        ("positions", "position"),
        ("people", "person"),
        ("person-links", "link"),
        ("person-names", "name"),
        ("tenures", "tenure"),
        ("promise-updates", "update"),
        ("question-sets", "question_set"),
        ("requests-sent", "request"),
        ("suggestions", "suggestion"),
        ("markers", "marker"),
        ("office-comments", "comment"),
        ("goals", "goal"),
        ("records-requests", "records_request"),
        ("estimates", "estimate"),
        ("scorecards", "scorecard"),
        ("scored-subjects", "subject"),
        ("bodies", "body"),
        ("evidence", "evidence"),
        (promise, "promise"),
    ):
        for view in ("edit", "history", "inspect"):
            yield at(f"{viewset}:{view}", args=[t[key].pk])
    # What was sent and what came back are not edited.
    for viewset, key in (("set-questions", "set_question"), ("answers-received", "answer")):
        yield from (at(f"{viewset}:{view}", args=[t[key].pk]) for view in ("history", "inspect"))
    of_standard = ("inspect", "write", "changes", "sheet", "upload")
    yield from (at(f"standards:{name}", args=[t["standard"].pk]) for name in of_standard)
    desk = ("subjects", "assign", "grid", "disagreements", "duplicates")
    yield from (at(f"scorecards:{name}", args=[t["scorecard"].pk]) for name in desk)
    yield at("scored-subjects:mark", args=[t["subject"].pk])
    yield from (at(f"{name}:index") for name in LOOKED_AT)
    yield from (at(f"replies:{name}", args=[t["reply"].pk]) for name in ("inspect", "picture"))
    yield at("right-of-reply:inspect", args=[t["scorecard"].pk])
    yield at("error-reports:inspect", args=[t["report"].pk])
    # What a file's bytes prove is not edited by a group's editors.
    yield at("datasets:inspect", args=[t["dataset"].pk])
    yield from (at("datasets:index"), at("datasets:index") + "?export=csv", at("datasets:add"))
    yield from (at("question-sets:reminders", args=[t["question_set"].pk]), at("suggestions:index"))
    yield from (
        at(f"{promise}:list"),
        at(f"{promise}:add"),
        at(f"{promise}:workflow_history", args=[t["promise"].pk]),
    )
    for chooser, key in (("office", "office"), ("race", "race"), ("person", "person"), ("candidacy", "candidacy")):
        yield at(f"{chooser}_chooser:choose") + f"?q={world.word.lower()}"
        yield at(f"{chooser}_chooser:chosen", args=[t[key].pk])
    for page in (t["office_page"].pk, t["race_page"].pk, t["page"].pk):
        for view in ("edit", "history", "usage"):
            yield at(f"wagtailadmin_pages:{view}", args=[page])
        yield at("wagtailadmin_explore", args=[page])
    yield from (
        at("wagtailadmin_home"),
        at("wagtailadmin_account"),
        at("wagtailadmin_pages:search") + f"?q={world.word.lower()}",
        at("wagtailadmin_choose_page"),
        at("wagtailadmin_choose_page_child", args=[t["race_page"].pk]),
        at("wagtailadmin_api:pages:listing") + f"?child_of={t['race_page'].pk}&for_explorer=1",
        at("wagtailimages:index"),
        at("wagtailimages:edit", args=[t["image"].pk]),
        at("wagtailimages:add_multiple"),
        at("wagtailimages_chooser:choose"),
        at("wagtailimages_chooser:chosen", args=[t["image"].pk]),
        at("wagtaildocs:index"),
        at("wagtaildocs:edit", args=[t["document"].pk]),
        at("wagtaildocs_chooser:choose"),
    )


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_ones_own_addresses_stay_open(client, worlds, role):
    ours = worlds[1]
    client.force_login(getattr(ours, role))
    answers = {url: client.get(url).status_code for url in own_addresses(ours)}
    shut = {url: status for url, status in answers.items() if status != 200}
    assert len(answers) > 60
    assert shut == {}


def test_the_allowlist_names_only_addresses_that_exist():
    assert admin_addresses.open_names() <= {name for name, _ in addresses()}


def test_own_things_are_shown_in_lists(client, worlds):
    """The walk above would also be clean if every list were empty."""
    ours = worlds[1]
    client.force_login(ours.editor)
    for name in (*LISTS, *LOOKED_AT, "datasets"):
        assert OURS.encode() in client.get(reverse(f"{name}:index")).content, name
    for name in ("wagtailimages:index", "wagtaildocs:index", "wagtailsnippets_scorecards_promise:list"):
        assert OURS.encode() in client.get(reverse(name)).content, name
