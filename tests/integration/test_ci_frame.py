"""The frame that holds the rest: the README's commands, dependencies, the top level, the walls, the settings."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (
    "python3 -m pip install uv && python3 -m uv run manage.py demo",
    "python3 -m uv run pytest",
)
TOP_LEVEL = {
    ".ci", ".gitignore", "LICENSE", "README.md", "benchmarks", "deploy", "docs", "manage.py", "portal",
    "pyproject.toml", "races", "scorecards", "templates", "tests", "uv.lock",
}  # fmt: skip
WALLS = {
    "portal/core": {"races", "scorecards", "portal.pages", "portal.api", "portal.edge", "portal.urls"},
    "races": {"scorecards", "portal.pages", "portal.api", "portal.edge", "portal.urls"},
    "scorecards": {"portal.pages", "portal.api", "portal.edge", "portal.urls"},
}

# The one style text that stands in a page, allowed by its hash: these two must not hang on the site's style sheet.
# Pages that stand alone, in a frame or for good: each allows its style by its hash.
OWN_STYLE = {
    "templates/embed.html",
    "templates/chart_version.html",
    "templates/embed_scorecard.html",
    "templates/embed_subject.html",
    "templates/release.html",
}


def tracked(*patterns):
    """Paths in git, or the test skips: an unpacked archive has no list of them."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [path for path in listed.split("\0") if path and (ROOT / path).is_file()]


def test_the_readme_is_headed_by_the_two_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first = re.search(r"```\w*\n(.*?)```", text, re.DOTALL)
    assert tuple(first[1].strip().splitlines()) == COMMANDS
    assert text[: first.start()].strip().startswith("# ")
    assert len(text[: first.start()].strip().splitlines()) == 1


def test_ci_runs_the_readme_commands_to_the_letter():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert [f"demo_command='{COMMANDS[0]}'", f"test_command='{COMMANDS[1]}'"] == re.findall(
        r"^\w+_command='.*'$", script, re.MULTILINE
    )


def test_every_dependency_has_a_lower_bound_and_a_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    wanted = [*told["project"]["dependencies"], *(d for g in told["dependency-groups"].values() for d in g)]
    assert [name for name in wanted if ">=" not in name] == []
    bare = [name for name in wanted if not re.search(rf'"{re.escape(name)}",[ \t]*#[ \t]*\S', text)]
    assert bare == []


def test_only_the_rooms_stand_at_the_top():
    assert {path.split("/")[0] for path in tracked()} - TOP_LEVEL == set()


def test_configuration_is_one_file_and_the_walls():
    names = ["ruff.toml", ".ruff.toml", "pytest.ini", "setup.cfg", "tox.ini", ".coveragerc", "mypy.ini"]
    found = {path for path in tracked() if Path(path).name in names}
    assert found == {f"{room}/ruff.toml" for room in WALLS}


@pytest.mark.parametrize("room", WALLS)
def test_a_wall_extends_the_one_configuration_and_bans_what_stands_above(room):
    wall = tomllib.loads((ROOT / room / "ruff.toml").read_text(encoding="utf-8"))
    assert (ROOT / room / wall["extend"]).resolve() == ROOT / "pyproject.toml"
    assert set(wall["lint"]["flake8-tidy-imports"]["banned-api"]) == WALLS[room]


def ruff(room, source):
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--stdin-filename", f"{room}/probe.py", "-"]
    return subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("room", WALLS)
def test_the_linter_refuses_each_import_against_the_arrows(room):
    sources = [f"from {banned} import probe\n\nprobe()\n" for banned in sorted(WALLS[room])]
    said = [ruff(room, source).stdout for source in sources]
    assert [source for source, text in zip(sources, said, strict=True) if "TID251" not in text] == []


@pytest.mark.parametrize(("room", "allowed"), [("races", "portal.core"), ("scorecards", "races")])
def test_the_linter_allows_imports_along_the_arrows(room, allowed):
    done = ruff(room, f"from {allowed} import probe\n\nprobe()\n")
    assert (done.returncode, done.stdout.strip()) == (0, "All checks passed!")


def test_settings_stay_short():
    folder = ROOT / "portal" / "settings"
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in folder.glob("*.py")}
    assert {"base.py", "dev.py", "production.py", "test.py"} <= lines.keys()
    assert {name: n for name, n in lines.items() if n > (200 if name == "base.py" else 25)} == {}


def test_only_the_settings_read_the_environment():
    code = tracked("portal/*.py", "races/*.py", "scorecards/*.py")
    reads = re.compile(r"\bos\.(environ|getenv)\b(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")")
    found = [p for p in code if not p.startswith("portal/settings/") and reads.search((ROOT / p).read_text())]
    assert found == []


def test_no_file_names_a_folder_of_the_machine_it_was_written_on():
    # Only where this checkout really stands can be known here; the folder above must not be named either.
    text_files = tracked("*.py", "*.md", "*.toml", "*.html", "*.css", ".ci/*", "deploy/*")
    here = [str(ROOT)] + ([str(ROOT.parent) + "/"] if len(ROOT.parent.parts) > 1 else [])
    homes = re.compile(r"(?<![\w.])/(root|home/\w+|Users/\w+)/\w")
    found = []
    for path in text_files:
        text = (ROOT / path).read_text(encoding="utf-8")
        if path != "tests/integration/test_ci_frame.py" and (any(h in text for h in here) or homes.search(text)):
            found.append(path)
    assert found == []


def test_templates_hold_no_inline_style_or_script():
    inline = re.compile(
        r"\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|javascript:|<style", re.IGNORECASE
    )
    found = set()
    for path in tracked("templates/*.html", "portal/*.html", "races/*.html", "scorecards/*.html"):
        text = (ROOT / path).read_text(encoding="utf-8")
        if path in OWN_STYLE:
            text = text.replace('<style>{% include "embed.css" %}</style>', "", 1)
        found |= {f"{path}: {hit[0].strip()}" for hit in inline.finditer(text)}
    assert found == set()
