"""The rules that keep a race's pages even-handed, each broken once."""

import pytest

from races.fairness import BIO_WORDS, Runner, Text, all_or_none, asks_for_money, only_takes_away, problems


@pytest.mark.parametrize(
    "address",
    [
        "https://secure.actblue.com/donate/okafor",
        "https://winred.com/x",
        "http://www.anedot.com/friends",
        "https://okafor.example/donate",
        "https://okafor.example/donate-now/?refcode=a",
        "https://okafor.example/en/Contribute.html",
        "https://donate.okafor.example/",
        "https://okafor.example/?page=donate",
        "https://okafor.example/#donate",
        "https://okafor.example/chip-in",
        "okafor.example/donar",
        "https://venmo.com/u/okafor",
    ],
)
def test_donation_pages_are_known(address):
    assert asks_for_money(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://okafor.example/",
        "https://news.example/2026/campaign-contributions-report/",
        "https://news.example/paypal.com-story",
        "https://notactblue.com/",
        "https://okafor.example/issues/organ-donation-law",
        "https://news.example/contributed-articles",
        "https://[broken",
        "",
    ],
)
def test_other_pages_are_left_alone(address):
    assert not asks_for_money(address)


def test_campaign_links_for_all_or_none():
    assert all_or_none({"Ann": ["campaign", "official"], "Bea": ["official"]}) == {"campaign": ["Bea"]}
    assert all_or_none({"Ann": ["campaign"], "Bea": ["campaign", "social"]}) == {"campaign": [], "social": ["Ann"]}
    assert all_or_none({"Ann": ["official"], "Bea": []}) == {}
    assert all_or_none({}) == {}


FAIR = {
    "order_known": True,
    "people": [Runner("Ann", place=1), Runner("Bea", place=2)],
    "texts": [Text("Ann", "English", "word " * BIO_WORDS)],
}


def test_a_fair_page_has_no_problem():
    assert problems(**FAIR) == []


HOSTS = [Runner("Ann", 1, campaign_hosts=frozenset(["ann.example"])), Runner("Bea", 2)]


@pytest.mark.parametrize(
    ("change", "rule", "about"),
    [
        ({"texts": [Text("Ann", "English", "word " * (BIO_WORDS + 1))]}, "Equal space", "Ann"),
        ({"texts": [Text("Ann", "English", "x", links=("https://winred.com/a",))]}, "No donation pages", "Ann"),
        ({"texts": [Text("Ann", "English", "x", evidence=("https://winred.com/a",))]}, "No donation pages", "Ann"),
        ({"texts": [Text("Ann", "English", "Give at ann.example/donate.")]}, "No donation pages", "Ann"),
        (
            {"people": [Runner("Ann", 1, addresses=("https://ann.example/donate",)), Runner("Bea", 2)]},
            "No donation pages",
            "Ann",
        ),
        ({"people": [Runner("Ann", place=1), Runner("Bea")]}, "Ballot order", "Bea"),
        ({"people": [Runner("Ann", place=1), Runner("Bea", place=2, asked=False)]}, "Everyone is asked", "Bea"),
        (
            {"people": HOSTS, "texts": [Text("Ann", "English", "x", links=("https://www.ann.example/plan",))]},
            "Campaign links for all or none",
            "Ann",
        ),
    ],
)
def test_each_rule_names_itself_and_the_person(change, rule, about):
    [problem] = problems(**(FAIR | change))
    assert (problem.rule, problem.about) == (rule, about)
    assert str(problem).startswith(f"{rule}: {about}. ")


def test_what_is_not_against_a_rule():
    quoted = Text("Ann", "English", "x", evidence=("https://ann.example/speech",))
    assert problems(order_known=True, people=HOSTS, texts=[quoted]) == [], "a source of a quote is evidence"
    unknown = [Runner("Ann"), Runner("Bea")]
    assert problems(order_known=False, people=unknown, texts=[]) == []
    long = Text("Sample County", "English", "word " * 900, limited=False)
    assert problems(order_known=True, people=[], texts=[long]) == []


def test_a_text_that_only_loses_words():
    assert only_takes_away("She lost a case. She won two.", "She won two.")
    assert only_takes_away("a", "")
    assert not only_takes_away("She won two.", "She won two two.")
    assert not only_takes_away("", "new")
