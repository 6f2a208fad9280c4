"""Make shapes.csv, the outlines of counties for small maps. Run by hand when the map changes; needs no network.

    npm pack us-atlas@3.0.1 && tar xzf us-atlas-3.0.1.tgz
    python races/data/make_shapes.py package/counties-albers-10m.json package/counties-10m.json

Each state is drawn in a box of its own, SIDE units on its longer side. Borders are simplified once for both of
their counties (Douglas and Peucker's rule on the arcs of the topology), so neighbors still meet. The first map is
in Albers' projection and has no territories; these come from the second, in degrees, with the longitude narrowed.
"""

import csv
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
SIDE = 600
TOLERANCE = 0.7
SMALLEST = 3  # a ring narrower and lower than this is left out, unless its county has no larger one


def main(albers, degrees):
    rows = []
    for path, territories in ((albers, False), (degrees, True)):
        topology = json.loads(Path(path).read_text(encoding="utf-8"))
        by_state = defaultdict(list)
        for county in topology["objects"]["counties"]["geometries"]:
            if (int(county["id"][:2]) > 56) == territories:
                by_state[county["id"][:2]].append(county)
        points = arcs_of(topology)
        for fips, counties in sorted(by_state.items()):
            rows += drawn(fips, counties, points, flip=territories)
    with (HERE / "shapes.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("place", "shape"))
        writer.writerows(sorted(rows))


def arcs_of(topology):
    """Each arc as points in the map's own units (TopoJSON stores differences of whole numbers)."""
    (sx, sy), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * sx + dx, y * sy + dy))
        arcs.append(points)
    return arcs


def drawn(fips, counties, arcs, *, flip):
    """(state FIPS, viewBox) and (county FIPS, path data) of one state. `flip`: degrees, where north is up."""
    rings = {county["id"]: _rings(county) for county in counties}
    used = {index if index >= 0 else ~index for found in rings.values() for ring in found for index in ring}
    points = {index: arcs[index] for index in used}
    if flip:
        middle = math.radians(sum(y for arc in points.values() for _, y in arc) / sum(map(len, points.values())))
        points = {index: [(x * math.cos(middle), -y) for x, y in arc] for index, arc in points.items()}
    left, top = (min(point[axis] for arc in points.values() for point in arc) for axis in (0, 1))
    right, bottom = (max(point[axis] for arc in points.values() for point in arc) for axis in (0, 1))
    scale = SIDE / max(right - left, bottom - top)
    small = {
        index: simplified([((x - left) * scale, (y - top) * scale) for x, y in arc])
        for index, arc in points.items()
    }
    yield fips, f"-1 -1 {math.ceil((right - left) * scale) + 2} {math.ceil((bottom - top) * scale) + 2}"
    for code, found in rings.items():
        yield code, path_data([_joined(ring, small) for ring in found])


def _rings(county):
    polygons = county["arcs"] if county["type"] == "MultiPolygon" else [county["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def _joined(ring, arcs):
    points = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def simplified(points):
    """The points that stand farther than TOLERANCE from the line between the kept ones; ends always stay."""
    if len(points) < 3:
        return points
    closed = points[0] == points[-1]
    far, most = 0, -1.0
    for index in range(1, len(points) - 1):
        away = math.dist(points[0], points[index]) if closed else _from_line(points[index], points[0], points[-1])
        if away > most:
            far, most = index, away
    if most <= TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: far + 1])[:-1] + simplified(points[far:])


def _from_line(point, start, end):
    (x, y), (x1, y1), (x2, y2) = point, start, end
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / (math.dist(start, end) or 1)


def path_data(rings):
    """SVG path data in whole units: the first point of a ring as it stands, then differences."""
    whole = [[(round(x), round(y)) for x, y in ring] for ring in rings]
    whole.sort(key=_extent, reverse=True)
    kept = [ring for number, ring in enumerate(whole) if number == 0 or _extent(ring) >= SMALLEST]
    return "".join(_ring_data(ring) for ring in kept)


def _extent(ring):
    xs, ys = zip(*ring, strict=True)
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _ring_data(ring):
    steps, (x, y) = [], ring[0]
    for next_x, next_y in ring[1:]:
        if (next_x, next_y) != (x, y):
            steps.append(f"{next_x - x}{'' if next_y < y else ' '}{next_y - y}")
            x, y = next_x, next_y
    joined = ""
    for step in steps[:-1]:  # the last step comes back to the start, which "z" does
        joined += step if not joined or step.startswith("-") else f" {step}"
    return f"M{ring[0][0]} {ring[0][1]}l{joined}z" if joined else f"M{ring[0][0]} {ring[0][1]}h1v1h-1z"


if __name__ == "__main__":
    main(*sys.argv[1:])
