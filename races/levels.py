"""Lines by precinct and lines by county -> one line a county, with every difference between the two said."""

from collections import defaultdict
from dataclasses import replace

from portal.core.tabular import Problem
from races.results import added


def by_county(files):
    """(lines by county, problems, findings, notes) of `files`, a list of (file name, lines of races.results).

    A county's own figure counts where there is one; else the sum of its precincts. Where there are both, they
    are compared, and `findings` names every difference. A count that a precinct keeps back leaves its county
    without a total.
    """
    county, precinct, problems, notes = defaultdict(list), defaultdict(dict), [], []
    for file, lines in files:
        inner = {(line.title, line.circuit, line.county) for line in lines if line.precinct}
        for line in lines:
            if line.precinct:
                _add_precinct(precinct[_key(line)], file, line, problems, notes)
            else:
                nameless = not line.total and (line.title, line.circuit, line.county) in inner
                county[_key(line)].append((file, line, nameless))
    for key, rows in county.items():
        problems += _nameless(rows, precinct.get(key))
        if len(rows) > 1:
            _twice(rows, problems, notes)
    kept = [rows[0][:2] for rows in county.values()]
    kept += [_sum(rows) for key, rows in precinct.items() if key not in county]
    return kept, problems, _findings(county, precinct), notes


def _key(line):
    return line.title, line.circuit, line.county, line.kind, line.name, line.party


def _add_precinct(rows, file, line, problems, notes):
    """The same row twice counts once, with a note; two figures for one place are a fault."""
    before = rows.setdefault(line.precinct, (file, line))
    if before[1] is line:
        return
    places = f"{_place(*before)} and {_place(file, line)}"
    said = f"{line.name} stands twice in precinct {line.precinct}, {line.county}: {places}"
    if before[1].votes == line.votes:
        notes.append(f"{said}, with the same votes: counted once")
    else:
        hint = "Keep the right one."
        problems.append(Problem(file, line.line, column="precinct", value=line.precinct, rule=said, hint=hint))


def _twice(rows, problems, notes):
    file, line, _ = rows[0]
    lines = " and ".join(str(one.line) for _, one, _ in rows)
    said = f"{line.name}, {line.county}, stands {len(rows)} times"
    if len({one.votes for _, one, _ in rows}) == 1:
        notes.append(f"{said} with the same votes, counted once: lines {lines}")
    else:
        rule = f"{said} with different votes: lines {lines}"
        problems.append(Problem(file, line.line, column="votes", rule=rule, hint="Keep the right one."))


def _place(file, line):
    return f"{file} line {line.line}"


def _nameless(rows, precincts):
    """Rows without a precinct in a file by precinct: their county's total, or one precinct without a name."""
    for file, line, nameless in rows:
        if nameless and precincts and added(row.votes for _, row in precincts.values()) != line.votes:
            rule = f"no precinct is named, though other rows of {line.county} name one, and it is not their sum"
            hint = 'Write "Total" or the name of the precinct.'
            yield Problem(file, line.line, column="precinct", rule=rule, hint=hint)


def _sum(rows):
    file, first = min(rows.values(), key=lambda row: (row[0], row[1].line))
    return file, replace(first, precinct="", votes=added(line.votes for _, line in rows.values()))


def _findings(county, precinct):
    """How the county figures and the precinct sums compare; nothing where only one of them is there."""
    if not county or not precinct:
        return []
    equal, differing, sums = 0, [], [0, 0]
    for key in sorted(county.keys() | precinct.keys()):
        own = county[key][0][1].votes if key in county else None
        counts = [line.votes for _, line in precinct[key].values()] if key in precinct else []
        parts = added(counts) if counts else None
        given = sum(count for count in counts if count is not None) if counts else None
        _title, circuit, place, _kind, name, party = key
        label = ", ".join(part for part in (place, circuit, f"{name} ({party})" if party else name) if part)
        if key not in county or key not in precinct:
            missing, there = ("precincts", own) if key in county else ("the county", parts)
            differing.append(f"{label}: {_said(there)}; no figure by {missing}")
        elif own in (parts, given):  # an "X" where the contest was not on the ballot leaves nothing out
            equal += 1
        else:
            unknown = f", and {counts.count(None)} give no count" if None in counts else ""
            differing.append(f"{label}: county {_said(own)}, its precincts add up to {_said(given)}{unknown}")
        sums = [total + (0 if votes is None else votes) for total, votes in zip(sums, (own, given), strict=True)]
    head = (
        f"{equal:,} of {equal + len(differing):,} county figures equal the sum of their precincts; "
        f"all together {sums[0]:,} by county and {sums[1]:,} by precinct"
    )
    return [head, *differing]


def _said(votes):
    return "not given" if votes is None else f"{votes:,}"
