import datetime as dt

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.factories.admin import picture_file
from tests.factories.asking import AnswerFactory, QuestionSetFactory, RequestFactory, SetQuestionFactory
from tests.factories.races import CandidacyFactory, PersonLinkFactory, PositionFactory, RaceFactory, StateFactory
from tests.factories.scorecards import PromiseFactory, PromiseUpdateFactory, candidates, sheet

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]


def text(client, candidacy):
    response = client.get(candidacy.page.url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_gaps_are_printed_as_gaps(client):
    html = text(client, CandidacyFactory())
    for words in ("We have not asked yet.", "No promises on record.", "No reply yet.", "Not known yet"):
        assert words in html
    assert "of 100" not in html


def test_facts_are_as_printed_on_the_ballot(client):
    candidacy = CandidacyFactory(party="Workers", designation="Deputy prosecutor", incumbent=False)
    html = text(client, candidacy)
    assert "Workers" in html
    assert "Deputy prosecutor" in html
    assert candidacy.source_url in html


def test_a_past_ballot_says_nothing_of_who_holds_the_office_now(client):
    candidacy = CandidacyFactory(race__election__date=dt.date(2014, 11, 4), incumbent=True)
    for address in (candidacy.page.url, candidacy.race.page.url):
        html = client.get(address).content.decode()
        assert "Held the office at the time" in html
        assert "Holds the office now" not in html


def test_a_position_has_their_words_and_their_source(client):
    position = PositionFactory(archive_url="https://example.org/kept")
    html = text(client, position.candidacy)
    assert f"“{position.quote}”" in html
    assert position.source_url in html
    assert "https://example.org/kept" in html
    assert 'class="mk' not in html


def test_marks_stand_beside_positions_in_scoring_mode_alone(client):
    for mode, level in (("scoring", "matches"), ("neutral", "yes")):
        race = RaceFactory()
        [ann] = candidates(race, [f"Ann {mode}"])
        sheet(race, [ann], [[level], [None]], mode=mode)
        html = text(client, ann)
        assert ("Matches the standard" in html) == (mode == "scoring")
        assert ("50 to 100" in html) == (mode == "scoring")
        assert ("of 100" in html) == (mode == "scoring")
        assert ("Not asked yet" in html) == (mode == "neutral")


def test_each_mark_names_whose_standard_it_is(client):
    race = RaceFactory()
    ann = CandidacyFactory(race=race)
    owners = [sheet(race, [ann], [[level]]).standard.group.name for level in ("matches", "differs")]
    html = client.get(ann.page.url).content.decode()
    for name in owners:
        assert f"By the standard of {name}:" in html
        assert f"Reason for this mark ({name})" in html


def test_only_released_marks_and_the_newest_before_the_release(client):
    race = RaceFactory()
    [ann] = candidates(race, ["Ann"])
    sheet(race, [ann], [["differs"]], release=False)
    html = text(client, ann)
    assert "Differs" not in html
    assert "of 100" not in html


def test_promises_drafts_left_out_and_other_races(client):
    candidacy = CandidacyFactory()
    shown = PromiseFactory(candidacy=candidacy)
    PromiseUpdateFactory(promise=shown, status="kept", fact="It was done.")
    PromiseUpdateFactory(
        promise=shown, status="brok", date=dt.date(2026, 11, 1), reviewed_at=None, reviewed_by="", fact="Rumor."
    )
    PromiseFactory(candidacy=candidacy, live=False, quote="A hidden draft")
    other = CandidacyFactory(person=candidacy.person, votes=4321, outcome="lost")
    html = text(client, candidacy)
    assert "It was done." in html
    assert "st-kept" in html
    for hidden in ("A hidden draft", "Rumor.", "st-brok"):
        assert hidden not in html
    assert other.race.page.url in html
    assert "4,321" in html


def photo(credit="Kim Lee", licence="CC BY 4.0"):
    return get_image_model().objects.create(
        title="A stranger's title", file=picture_file("face.png"), credit=credit, licence=licence
    )


def test_a_photo_stands_beside_its_credit_and_license(client):
    candidacy = CandidacyFactory(person__photo=photo(), person__name="Ann Abel")
    for url in (candidacy.page.url, candidacy.race.page.url):
        html = " ".join(client.get(url).content.decode().split())
        assert "Photo: Kim Lee (CC BY 4.0)." in html
        assert 'alt="Ann Abel" width="' in html
        assert 'loading="lazy"' in html


@pytest.mark.parametrize(("credit", "licence"), [("", "CC0-1.0"), ("Kim Lee", "")])
def test_without_credit_or_license_the_initials_stand(client, credit, licence):
    candidacy = CandidacyFactory(person__photo=photo(credit, licence), person__name="Ann Abel")
    html = text(client, candidacy)
    assert "<img" not in html
    assert ">AA</span>" in html


def test_a_photo_whose_file_is_gone_breaks_no_page(client):
    image = photo()
    candidacy = CandidacyFactory(person__photo=image)
    image.file.storage.delete(image.file.name)
    assert "<img" not in text(client, candidacy)


def test_an_archived_copy_is_an_address_or_a_saved_copy_or_named_as_missing(client):
    document = get_document_model().objects.create(title="Copy", file=ContentFile(b"x", name="copy.txt"))
    candidacy = CandidacyFactory()
    PositionFactory(candidacy=candidacy)
    assert "Not archived." in text(client, candidacy)
    PositionFactory(candidacy=candidacy, archive_url="https://example.org/kept")
    PositionFactory(candidacy=candidacy, capture=document)
    html = text(client, candidacy)
    assert html.count("Not archived.") == 1
    assert 'href="https://example.org/kept">Archived copy' in html
    assert f'href="{document.url}">Our saved copy' in html


def test_a_topic_that_a_rival_spoke_on_shows_as_missing(client):
    position = PositionFactory()
    other = CandidacyFactory(race=position.candidacy.race)
    html = text(client, other)
    assert position.topic.name in html
    assert "No position on record yet." in html
    assert position.quote not in html


def test_no_answer_only_with_a_request_on_record(client):
    race = RaceFactory(election__date=dt.date(2027, 11, 2))
    asked, forgotten = CandidacyFactory(race=race), CandidacyFactory(race=race)
    given = QuestionSetFactory(race=race, deadline=dt.date(2025, 9, 1), published_on=dt.date(2025, 1, 1))
    question = SetQuestionFactory(question_set=given)
    RequestFactory(question_set=given, candidacy=asked, sent_on=dt.date(2025, 8, 1))
    html = text(client, asked).replace("\u00a0", " ")
    assert "No answers received." in html
    assert "We asked on Aug 1, 2025 (<span>e-mail to the campaign</span>)" in html
    html = text(client, forgotten)
    assert "No answer" not in html
    assert "We have not asked yet." in html
    AnswerFactory(question=question, candidacy=asked)
    html = text(client, asked)
    assert "Answered 1 of 1 question." in html
    assert "I would publish the policy" in html


def test_campaign_links_for_all_or_for_none(client):
    race = RaceFactory()
    ann, bea = CandidacyFactory(race=race), CandidacyFactory(race=race)
    left = CandidacyFactory(race=race, status="withdrawn")
    official = PersonLinkFactory(person=ann.person, url="https://da.example/")
    for candidacy in (ann, left):
        PersonLinkFactory(person=candidacy.person, kind="campaign", url=f"https://{candidacy.pk}.example/")
    html = text(client, ann)
    assert official.url in html
    assert f"https://{ann.pk}.example/" not in html
    note = "Campaign page: shown for all candidates or for none, and not on record for all."
    assert note in html
    assert note in text(client, bea), "the same words for everyone"
    PersonLinkFactory(person=bea.person, kind="campaign", url=f"https://{bea.pk}.example/")
    assert f"https://{ann.pk}.example/" in text(client, ann)
    assert f"https://{bea.pk}.example/" in text(client, bea)
    assert f"https://{left.pk}.example/" not in text(client, left), "no more than those who stand"


def test_a_donation_page_on_record_is_never_shown(client):
    link = PersonLinkFactory()
    type(link).objects.update(url="https://secure.actblue.com/x")  # past the form, as a faulty import would
    assert "actblue" not in text(client, CandidacyFactory(person=link.person))


def test_what_is_missing_is_named_with_a_way_to_help(client):
    html = text(client, CandidacyFactory())
    assert "Help us" in html
    for part in ("a photo with credit and license", "a biography", "positions", "links"):
        assert part in html


def test_other_races_carry_party_and_votes(client):
    other = CandidacyFactory(party="Workers", votes=4321, outcome="lost")
    html = text(client, CandidacyFactory(person=other.person))
    assert "On the ballot as Workers." in html
    assert "Votes: 4,321." in html


def data(client, candidacy, kind):
    return client.get(f"{candidacy.page.url.rstrip('/')}.{kind}")


def test_the_page_as_data(client):
    race = RaceFactory()
    [ann] = candidates(race, ["Ann"])
    sheet(race, [ann], [["matches"]], mode="scoring")
    PersonLinkFactory(person=ann.person)
    whole = data(client, ann, "json").json()
    assert whole["name"] == "Ann"
    assert [position["quote"] for position in whole["positions"]]
    assert [link["kind"] for link in whole["links"]] == ["official"]
    rows = data(client, ann, "csv").content.decode().splitlines()
    assert len(rows) == 2
    for kind in ("json", "csv", "jsonld"):
        for word in ("matches", "score", "points", "total"):
            assert word not in data(client, ann, kind).content.decode().lower()


def test_linked_data_stays_harmless_with_a_hostile_name(client):
    name = 'Ann </script><script>alert("1")</script> & Co'
    response = data(client, CandidacyFactory(person__name=name), "jsonld")
    assert response["Content-Type"] == "application/ld+json"
    for sign in (b"<", b">", b"&"):
        assert sign not in response.content
    assert response.json()["name"] == name
    assert response.json()["performerIn"]["@type"] == "Event"


def test_the_page_names_its_linked_data_and_carries_no_script(client):
    candidacy = CandidacyFactory()
    html = text(client, candidacy)
    address = f"{candidacy.page.url.rstrip('/')}.jsonld"
    assert f'<link rel="alternate" type="application/ld+json" href="{address}">' in html
    assert "<script" not in html


def test_a_page_that_was_taken_down_takes_its_data_along(client):
    candidacy = CandidacyFactory()
    candidacy.page.unpublish()
    for kind in ("json", "csv", "jsonld"):
        assert data(client, candidacy, kind).status_code == 404


def test_invented_people_are_kept_from_search_engines(client):
    candidacy = CandidacyFactory(race__office__state=StateFactory(sample=True))
    for kind in ("json", "csv", "jsonld"):
        assert data(client, candidacy, kind)["X-Robots-Tag"] == "noindex"
