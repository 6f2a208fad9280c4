"""A small line as SVG attributes. Decoration only: the words beside it carry its values."""

WIDTH, HEIGHT, EDGE = 150, 40, 5


def sparkline(values):
    """Points of a line that starts at zero, as text for SVG attributes.

    `values`: one number a period, None for a gap. Returns {"pieces": [points of each unbroken piece],
    "dots": [x, y of a value between two gaps], "first": (x, y), "last": (x, y)}; None without any value.
    """
    known = [value for value in values if value is not None]
    if not known:
        return None
    top = max(known) or 1
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    pieces, points = [[]], []
    for number, value in enumerate(values):
        if value is None:
            pieces.append([])
            continue
        y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / top
        point = (f"{EDGE + number * step:.1f}", f"{y:.1f}")
        pieces[-1].append(point)
        points.append(point)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "pieces": [" ".join(",".join(point) for point in piece) for piece in pieces if len(piece) > 1],
        "dots": [piece[0] for piece in pieces if len(piece) == 1],
        "first": points[0],
        "last": points[-1],
    }
