"""Public addresses that are views. They stand before the Wagtail catch-all; their first words are reserved."""

from django.urls import path, re_path

from portal.pages.scorecard_urls import parts
from portal.pages.views.answer import answer
from portal.pages.views.answers import answers, asked
from portal.pages.views.calendar import office_calendar, race_calendar
from portal.pages.views.candidate_data import candidate_data
from portal.pages.views.change_log import changes, changes_data
from portal.pages.views.chart import chart
from portal.pages.views.chart_file import chart_file, chart_version_file
from portal.pages.views.chart_version import chart_version
from portal.pages.views.compare import compare, compare_data
from portal.pages.views.corrections import corrections, corrections_data, corrections_feed
from portal.pages.views.data import data, datasets
from portal.pages.views.dataset import dataset, dataset_data, dataset_file
from portal.pages.views.embed import embed
from portal.pages.views.feed import office_feed, race_feed, site_feed, state_feed
from portal.pages.views.find import find, names
from portal.pages.views.findings import data as findings_data
from portal.pages.views.findings import page as findings
from portal.pages.views.frozen import frozen
from portal.pages.views.groups import groups, groups_data
from portal.pages.views.guide import race_guide
from portal.pages.views.health import healthz
from portal.pages.views.measures import measures, measures_data
from portal.pages.views.metrics import metric, metric_data, metrics, metrics_data
from portal.pages.views.office_data import office_data
from portal.pages.views.office_list import offices_data
from portal.pages.views.promise import promise
from portal.pages.views.promises import promises, promises_data
from portal.pages.views.qr import race_qr
from portal.pages.views.race_data import race_data
from portal.pages.views.races import races, races_data
from portal.pages.views.records_requests import records_requests, records_requests_data
from portal.pages.views.reply import reply, reply_file
from portal.pages.views.report import report
from portal.pages.views.scorecard_data import scorecard_data
from portal.pages.views.suggest import suggest

# Pages of the tree that have files or views beside them.
OFFICE = r"offices/(?P<state>[a-z]{2})/(?P<office>[a-z0-9-]+)"
RACE = OFFICE + r"/(?P<slug>[a-z0-9-]+)"

machine = [
    path("healthz", healthz, name="healthz"),
]
public = [
    path("find/", find, name="find"),
    path("find/names.json", names, name="find_names"),
    re_path(r"^answer/(?P<token>[^/]+)/$", answer, name="answer"),
    re_path(r"^answers/(?P<pk>[0-9]{1,18})\.(?P<kind>csv|json)$", answers, name="answers"),
    re_path(r"^answers/(?P<pk>[0-9]{1,18})-asked\.(?P<kind>csv|json)$", asked, name="answers_asked"),
    re_path(r"^reply/(?P<token>[^/]+)/$", reply, name="reply"),
    re_path(r"^scorecards/replies/(?P<name>[0-9]{1,18}\.(?:png|jpg))$", reply_file, name="reply_file"),
    path("report/", report, name="report"),
    re_path(r"^suggest/(?P<pk>[0-9]{1,18})/$", suggest, name="suggest"),
    path("compare/", compare, name="compare"),
    re_path(r"^compare\.(?P<kind>csv|json)$", compare_data, name="compare_data"),
    path("corrections/", corrections, name="corrections"),
    re_path(r"^corrections\.(?P<kind>csv|json)$", corrections_data, name="corrections_data"),
    path("corrections.atom", corrections_feed, name="corrections_feed"),
    path("data/", data, name="data"),
    path("data/datasets.csv", datasets, {"kind": "csv"}, name="datasets"),
    path("data/datasets.json", datasets, {"kind": "json"}, name="datasets_json"),
    re_path(r"^data/datasets/(?P<pk>[0-9]{1,18})/$", dataset, name="dataset"),
    re_path(r"^data/datasets/(?P<pk>[0-9]{1,18})\.(?P<kind>csv|json)$", dataset_data, name="dataset_data"),
    re_path(r"^data/datasets/(?P<pk>[0-9]{1,18})/file$", dataset_file, name="dataset_file"),
    path("data/changes/", changes, name="changes"),
    re_path(r"^data/changes\.(?P<kind>csv|json)$", changes_data, name="changes_data"),
    path("data/requests/", records_requests, name="records_requests"),
    re_path(r"^data/requests\.(?P<kind>csv|json)$", records_requests_data, name="records_requests_data"),
    re_path(r"^data/frozen/(?P<year>[0-9]{4})\.csv$", frozen, name="frozen"),
    re_path(r"^offices(?:/(?P<state>[a-z]{2}))?\.(?P<kind>csv|json)$", offices_data, name="offices_data"),
    re_path(
        r"^offices/(?P<state>[a-z]{2})/(?P<office>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<form>csv|json)$",
        office_data,
        name="office_data",
    ),
    re_path(rf"^{OFFICE}/measures/$", measures, name="measures"),
    re_path(rf"^{OFFICE}/measures\.(?P<kind>csv|json)$", measures_data, name="measures_data"),
    re_path(rf"^{OFFICE}\.ics$", office_calendar, name="office_calendar"),
    re_path(rf"^{RACE}\.ics$", race_calendar, name="race_calendar"),
    re_path(rf"^{RACE}/guide/$", race_guide, name="race_guide"),
    re_path(rf"^{RACE}\.qr\.svg$", race_qr, name="race_qr"),
    path("changes.atom", site_feed, name="site_feed"),
    re_path(r"^offices/(?P<state>[a-z]{2})\.atom$", state_feed, name="state_feed"),
    re_path(rf"^{OFFICE}\.atom$", office_feed, name="office_feed"),
    re_path(rf"^{RACE}\.atom$", race_feed, name="race_feed"),
    path("races/", races, name="races"),
    path("races/findings/", findings, name="findings"),
    re_path(r"^races/findings\.(?P<kind>csv|json)$", findings_data, name="findings_data"),
    re_path(r"^races\.(?P<kind>csv|json)$", races_data, name="races_data"),
    re_path(
        r"^offices/(?P<state>[a-z]{2})/(?P<office>[a-z0-9-]+)/(?P<slug>[a-z0-9-]+)\.(?P<kind>csv|json)$",
        race_data,
        name="race_data",
    ),
    re_path(
        r"^offices/(?P<state>[a-z]{2})/(?P<office>[a-z0-9-]+)/(?P<race>[a-z0-9-]+)/(?P<slug>[a-z0-9-]+)"
        r"\.(?P<kind>csv|json|jsonld)$",
        candidate_data,
        name="candidate_data",
    ),
    *parts,
    re_path(r"^scorecards/(?P<slug>[a-zA-Z0-9_-]+)\.(?P<kind>csv|json)$", scorecard_data, name="scorecard_data"),
    path("groups/", groups, name="groups"),
    re_path(r"^groups\.(?P<kind>csv|json)$", groups_data, name="groups_data"),
    path("metrics/", metrics, name="metrics"),
    re_path(r"^metrics\.(?P<kind>csv|json)$", metrics_data, name="metrics_data"),
    path("metrics/<slug:slug>/", metric, name="metric"),
    re_path(r"^metrics/(?P<slug>[\w-]+)\.(?P<kind>csv|json)$", metric_data, name="metric_data"),
    path("promises/", promises, name="promises"),
    re_path(r"^promises\.(?P<kind>csv|json)$", promises_data, name="promises_data"),
    path("promises/<int:pk>-<slug:slug>/", promise, name="promise"),
    path("charts/<slug:slug>/", chart, name="chart"),
    re_path(r"^charts/(?P<slug>[\w-]+)\.(?P<kind>svg|png|csv|json)$", chart_file, name="chart_file"),
    re_path(r"^charts/(?P<slug>[\w-]+)/@(?P<content_hash>[0-9a-f]{64})/$", chart_version, name="chart_version"),
    re_path(
        r"^charts/(?P<slug>[\w-]+)/@(?P<content_hash>[0-9a-f]{64})\.(?P<kind>svg|png|csv|json)$",
        chart_version_file,
        name="chart_version_file",
    ),
    path("embed/<slug:slug>/", embed, name="embed"),
]
