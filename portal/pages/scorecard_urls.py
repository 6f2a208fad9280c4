"""Addresses of the parts of a scorecard. They stand before those of its subjects, who may not take their words."""

from django.urls import re_path

from portal.pages.views.edition_changes import edition_changes
from portal.pages.views.embed_scorecard import embed_scorecard
from portal.pages.views.methodology import methodology
from portal.pages.views.question import question
from portal.pages.views.release import release, release_file
from portal.pages.views.releases import releases
from portal.pages.views.scorecard_data import scorecard_data
from portal.pages.views.scorecard_subject import scorecard_subject
from portal.pages.views.scorecard_use import scorecard_use

SLUG = r"scorecards/(?P<slug>[\w-]+)"

parts = [
    re_path(rf"^{SLUG}/questions/(?P<question>[\w-]+)/$", question, name="scorecard_question"),
    re_path(rf"^{SLUG}/methodology/$", methodology, name="scorecard_methodology"),
    re_path(rf"^{SLUG}/use/$", scorecard_use, name="scorecard_use"),
    re_path(rf"^{SLUG}/changes/$", edition_changes, name="scorecard_changes"),
    re_path(rf"^{SLUG}/releases/$", releases, name="scorecard_releases"),
    re_path(rf"^{SLUG}/releases/(?P<number>[0-9]{{1,5}})/$", release, name="scorecard_release"),
    re_path(
        rf"^{SLUG}/releases/(?P<number>[0-9]{{1,5}})\.(?P<kind>csv|json)$",
        release_file,
        name="scorecard_release_file",
    ),
    re_path(rf"^embed/{SLUG}/$", embed_scorecard, name="embed_scorecard"),
    re_path(rf"^embed/{SLUG}/(?P<subject>[\w-]+)/$", embed_scorecard, name="embed_scorecard_subject"),
    re_path(rf"^{SLUG}/(?P<subject>[\w-]+)/$", scorecard_subject, name="scorecard_subject"),
    re_path(rf"^{SLUG}/(?P<subject>[\w-]+)\.(?P<kind>csv|json)$", scorecard_data, name="scorecard_subject_data"),
]
