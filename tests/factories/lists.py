"""Lists of candidates of Sample State as small files: a county with an office, one without, and plans of rows."""

import datetime as dt

from races import decisions
from races.candidate_imports import CandidatesSource, plan_candidates
from tests.factories import races as make

SOURCE = CandidatesSource("zz", dt.date(2026, 11, 22), "https://example.org/list", "Official list, Sample State")
HEADER = "office,date,kind,name"
DAY = "alder,2030-11-05,general"


def alder():
    """Alder County of Sample State with its office, and Birch County without one."""
    state = make.StateFactory(sample=True, selection="county", prosecutor_title="District Attorney")
    office = make.OfficeFactory(state=state, slug="alder", district="Alder County", title="District Attorney")
    county = make.CountyFactory(state=state, fips="99001", name="Alder", kind="County")
    make.OfficeCountyFactory(office=office, county=county)
    make.CountyFactory(state=state, fips="99003", name="Birch", kind="County")
    return office


def planner(folder):
    """plan(*rows, header=..., source=..., decided=..., days=...): what importing these rows would do."""

    def plan(*rows, header=HEADER, source=SOURCE, **options):
        path = folder / "list.csv"
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        return plan_candidates([path], source, **options)

    return plan


def decide(folder, rows, said, keep="first"):
    """The suggestions as a person gives them back: all with the same answer."""
    path = folder / "decided.csv"
    path.write_bytes(decisions.as_csv([{**row, "decision": said, "keep": keep} for row in rows]))
    return path


def refused(plan):
    return [str(problem) for problem in plan.total.refused]
