"""The data of one candidate, at the page's address with .csv, .json or .jsonld. Facts and words; no score, in
either mode: scorecards have files of their own.

Why the JSON-LD is a file of its own and not a block in the page: no public page carries a `<script>`, of any
type, and that is a rule one can check without exceptions. Software that reads linked data finds the file by the
page's `<link rel="alternate">`. A search engine that reads blocks in pages alone has the page itself; it offers
no special result for candidates that it could miss.
"""

import json

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from portal.pages.shown import addresses, asking
from portal.pages.shown.candidate import links, quoted_under_review
from portal.pages.shown.portraits import portrait
from portal.pages.shown.sheets import of_race
from portal.pages.views import listing
from portal.pages.views.caching import asked_each_time
from races.models import Candidacy, Position
from scorecards.under_review import profiles_under_review

# fmt: off
COLUMNS = (
    "candidate", "race", "topic", "summary", "quote", "said_on", "source_url", "source_title", "source_date",
    "checked", "archive_url", "saved_copy_url", "sample", "under_review_since",
)
# fmt: on
# What is told of words on record; the rest of their row says whose, on what, and since when they are under review.
WORDS = COLUMNS[COLUMNS.index("summary") : COLUMNS.index("sample")]
# As json_script does: the text stays harmless wherever somebody pastes it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@require_safe
def candidate_data(request, state, office, race, slug, kind):
    found = (
        Candidacy.objects.public()
        .for_profile()
        .select_related("page")
        .filter(race__office__state__code=state, race__office__slug=office, race__slug=race, slug=slug)
    )
    if (candidacy := found.first()) is None:
        raise Http404
    candidacy.review_since = profiles_under_review([candidacy]).get(candidacy.pk)
    sample = candidacy.race.office.state.is_sample
    if kind == "csv":
        return listing.unindexed(listing.data(_positions(request, candidacy), COLUMNS, kind, slug), sample)
    if kind == "json":
        response = JsonResponse(_whole(request, candidacy), json_dumps_params={"ensure_ascii": False})
    else:
        text = json.dumps(linked_data(request, candidacy), ensure_ascii=False).translate(ESCAPES)
        response = HttpResponse(text, content_type="application/ld+json")
    asked_each_time(response)
    return listing.unindexed(response, sample)


def _race(candidacy):
    race = candidacy.race
    return f"{race.office.state.code}/{race.office.slug}/{race.slug}"


def _positions(request, candidacy):
    """One row a position; of a profile under review one row that says so, and nothing else. Words that a mark
    under review quotes wait with it, as on the page."""
    if candidacy.review_since:
        row = dict.fromkeys(COLUMNS) | {"candidate": candidacy.ballot_name, "race": _race(candidacy)}
        sample = candidacy.race.office.state.is_sample
        return [row | {"sample": sample, "under_review_since": candidacy.review_since}]
    waiting = quoted_under_review(of_race(candidacy.race, [candidacy]))
    rows = [
        {
            "candidate": candidacy.ballot_name,
            "race": _race(candidacy),
            "topic": position.topic.slug,
            "summary": position.summary,
            "quote": position.quote,
            "said_on": position.said_on,
            "source_url": position.source_url,
            "source_title": position.source_title,
            "source_date": position.source_date,
            "checked": position.source_checked,
            "archive_url": position.archive_url,
            "saved_copy_url": position.capture and request.build_absolute_uri(position.capture.url),
            "sample": candidacy.race.office.state.is_sample,
            "under_review_since": waiting.get(position.pk),
        }
        for position in Position.objects.filter(candidacy=candidacy).for_page()
    ]
    return [row | dict.fromkeys(WORDS) if row["under_review_since"] else row for row in rows]


def _whole(request, candidacy):
    race = candidacy.race
    common = ("candidate", "race", "sample", "under_review_since")
    return {
        "url": request.build_absolute_uri(addresses.candidacy(candidacy)),
        "name": candidacy.ballot_name,
        "race": _race(candidacy),
        "party": candidacy.party,
        "designation": candidacy.designation,
        "ballot_order": candidacy.ballot_order if race.ballot_order_known else None,
        "status": candidacy.status,
        "incumbent": candidacy.incumbent,
        "outcome": candidacy.outcome,
        "votes": candidacy.votes,
        "source": {
            "url": candidacy.source_url,
            "title": candidacy.source_title,
            "checked": candidacy.source_checked,
        },
        "under_review_since": candidacy.review_since,
        "photo": _photo(request, candidacy),
        "links": [
            {"kind": link.kind, "url": link.url, "title": link.title, "checked": link.checked}
            for link in _links(candidacy)
        ],
        "positions": [
            {name: value for name, value in row.items() if name not in common or (name == common[-1] and value)}
            for row in _positions(request, candidacy)
            if not candidacy.review_since
        ],
        "answers": [
            _answer(asked, row["question"], cell)
            for asked in asking.for_candidacy(candidacy)["sets"]
            for row in asked.rows
            for cell in row["cells"]
        ],
        "other_races": [_other(request, other) for other in Candidacy.objects.earlier_of(candidacy)],
        "sample": race.office.state.is_sample,
    }


def _links(candidacy):
    if candidacy.review_since:
        return []
    rivals = list(Candidacy.objects.listed(candidacy.race).standing().with_links())
    return links(candidacy, rivals)["shown"]


def _photo(request, candidacy):
    photo = None if candidacy.review_since else portrait(candidacy.person)
    if photo is None:
        return None
    address = request.build_absolute_uri(photo["rendition"].url)
    return {"url": address, "credit": photo["credit"], "license": photo["licence"]}


def _answer(asked, question, cell):
    answer = cell.answer
    return {
        "group": asked.question_set.group.name,
        "question": question.text,
        "state": cell.kind,
        "answer": answer and answer.text,
        "received_on": answer and answer.received_at,
        "confirmed_on": answer and answer.confirmed_on,
        "asked_on": cell.asked and cell.asked.sent_on,
        "channel": cell.asked and cell.asked.channel,
    }


def _other(request, other):
    return {
        "url": request.build_absolute_uri(addresses.candidacy(other)),
        "date": other.race.election.date,
        "office": other.race.office.name,
        "party": other.party,
        "outcome": other.outcome,
        "votes": other.votes,
    }


def linked_data(request, candidacy):
    """A schema.org Person who takes part in an election (an Event); what is not on record is left out."""
    race, office = candidacy.race, candidacy.race.office
    photo = _photo(request, candidacy)
    summary = candidacy.page.lead["text"]
    if candidacy.review_since:
        summary = f"Under review since {candidacy.review_since}"
    person = {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": candidacy.ballot_name,
        "url": request.build_absolute_uri(addresses.candidacy(candidacy)),
        "performerIn": {
            "@type": "Event",
            "name": f"{office.name}, {race.election.get_kind_display()} {race.election.date:%Y}",
            "startDate": f"{race.election.date}",
            "url": request.build_absolute_uri(addresses.race(race)),
            "location": {"@type": "AdministrativeArea", "name": f"{office.district}, {office.state.name}"},
        },
        "sameAs": [link.url for link in _links(candidacy)],
        "subjectOf": {"@type": "WebPage", "url": candidacy.source_url, "name": candidacy.source_title},
    }
    if summary:
        person["description"] = summary
    if photo:
        person["image"] = {
            "@type": "ImageObject",
            "contentUrl": photo["url"],
            "creditText": photo["credit"],
            "copyrightNotice": photo["license"],
        }
    if office.state.is_sample:
        person["disambiguatingDescription"] = "Invented person in sample data"
    return person
