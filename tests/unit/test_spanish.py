"""The Spanish of the public interface: complete, compiled, and nothing left over from English that is gone."""

import ast
import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.template import engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation import gettext, ngettext, override

from races.models import Candidacy, Election, Race, Request, State, Tenure
from scorecards.charts import registry
from scorecards.models import Dataset, Option, RecordsRequest
from scorecards.models.promise import Status

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
CATALOG = ROOT / "portal" / "locale" / "es" / "LC_MESSAGES" / "django.po"
PUBLIC_CODE = (
    "portal/pages/shown",
    "portal/pages/views",
    "portal/pages/forms.py",
    "portal/pages/asking_forms.py",
    "scorecards/standard_differences.py",
    "scorecards/subjects.py",
)
PUBLIC_WORDS = (
    Election.Kind,
    Race.ResultStatus,
    Candidacy.Status,
    Candidacy.Outcome,
    Tenure.How,
    Request.Channel,
    State.Selection,
    State.RuleStatus,
    Dataset.Cadence,
    RecordsRequest.Outcome,
    Status,
    Option.Level,
)
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
PARTS = re.compile(r"%\(\w+\)s|%%|\{\w+\}|</?\w+[^>]*>")


def key(entry):
    return entry.msgctxt or None, entry.msgid


def said(entry):
    """Every form of the translation; a plural has three in Spanish."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def in_templates(*, admin):
    """(context, msgid) of every string that a template marks, as the template engine reads it."""
    found = set()
    for path in sorted(TEMPLATES.rglob("*.html")):
        if not admin and "admin" in path.relative_to(TEMPLATES).parts:
            continue
        nodes = engines["django"].from_string(path.read_text(encoding="utf-8")).template.nodelist
        for node in nodes.get_nodes_by_type((TranslateNode, BlockTranslateNode)):
            context = node.message_context.resolve({}) if node.message_context else None
            if isinstance(node, BlockTranslateNode):
                text = node.render_token_list(node.singular)[0]
            elif isinstance(node.filter_expression.var, str):
                text = node.filter_expression.var.replace("%", "%%")
            else:
                text = node.filter_expression.var.literal
                text = text.replace("%", "%%") if isinstance(text, str) else None
            if text:
                found.add((context, text))
    return found


def in_code(*places):
    """(context, msgid) of every string that Python code marks."""
    found = set()
    for place in places:
        files = [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))
        for path in files:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(getattr(node, "func", None), "id", "")
                if name in MARKERS and node.args and isinstance(node.args[0], ast.Constant):
                    found.add((None, node.args[0].value))
                if name in WITH_CONTEXT and len(node.args) > 1:
                    found.add((node.args[0].value, node.args[1].value))
    return found


@pytest.fixture(scope="module")
def catalog():
    return polib.pofile(str(CATALOG))


@pytest.fixture(scope="module")
def spanish(catalog):
    return {key(entry): said(entry) for entry in catalog if all(said(entry))}


def test_the_compiled_catalog_is_the_written_one(spanish):
    compiled = polib.mofile(str(CATALOG.with_suffix(".mo")))
    assert {key(entry): said(entry) for entry in compiled} == spanish


def test_nothing_is_a_guess_or_left_over(catalog):
    assert [entry.msgid for entry in catalog if entry.fuzzy or entry.obsolete] == []
    assert catalog.metadata["Language"] == "es"
    assert catalog.metadata["Plural-Forms"].startswith("nplurals=3;")


def test_placeholders_and_tags_are_those_of_the_english(catalog):
    wrong = []
    for entry in catalog:
        forms = said(entry)
        english = [entry.msgid, *[entry.msgid_plural] * (len(forms) - 1)]
        for source, text in zip(english, forms, strict=True):
            if text and Counter(PARTS.findall(source)) != Counter(PARTS.findall(text)):
                wrong.append((source, text))
    assert wrong == []


def test_every_public_string_has_spanish(spanish):
    public = in_templates(admin=False) | in_code(*PUBLIC_CODE)
    with override("en"):
        public |= {(None, str(label)) for words in PUBLIC_WORDS for label in words.labels}
    public |= {(None, message) for message in registry.messages()}
    assert len(public) > 400
    assert sorted(text for context, text in public if (context, text) not in spanish) == []


def test_no_spanish_outlives_its_english(spanish):
    known = in_templates(admin=True) | in_code("portal", "races", "scorecards")
    assert sorted(text for context, text in spanish if (context, text) not in known) == []


def test_readers_get_it():
    with override("es"):
        assert gettext("Skip to content") == "Saltar al contenido"
        assert gettext("No number for {periods}.") == "Sin cifra en {periods}."
        words = [ngettext("%(n)s candidate", "%(n)s candidates", n) for n in (0, 1, 2, 1_000_000)]
    assert words == ["%(n)s candidatos", "%(n)s candidato", "%(n)s candidatos", "%(n)s candidatos"]
