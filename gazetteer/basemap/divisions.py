"""First-level divisions for rebuild.py: polygons of 1 : 10 million, simplified with their shared arcs kept."""
import collections
import math
import unicodedata

TOLERANCE = 16  # grid steps (0.008°): finer than a pixel on a map of one province
SMALLEST_RING = 5_000  # square grid steps (about 15 km²): smaller islands are specks at the scale of a country
# The source files both under Russia; the UN's General Assembly holds them to be Ukraine's (68/262).
MOVED = {"UA-43": "UA.11", "UA-40": "UA.20"}


def fold(name):
    letters = (c for c in unicodedata.normalize("NFD", name or "") if not unicodedata.combining(c))
    return "".join(c for c in "".join(letters).lower() if c.isalnum())


def code_of(p, codes, names):
    if p.get("iso_3166_2") in MOVED:
        return MOVED[p["iso_3166_2"]]
    if p.get("gn_a1_code") in codes:
        return p["gn_a1_code"]
    for key in ("name", "name_en", "name_id", "gn_name"):
        found = names.get((p.get("iso_a2"), fold(p.get(key))))
        if found:
            return found
    return None


def simplified(points, tolerance=TOLERANCE):
    """Douglas-Peucker without recursion; the ends stay."""
    keep, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        length, best, index = math.hypot(dx, dy), tolerance, 0
        for i in range(first + 1, last):
            x, y = points[i]
            off = abs((x - ax) * dy - (y - ay) * dx) / length if length else math.hypot(x - ax, y - ay)
            if off > best:
                best, index = off, i
        if index:
            keep.add(index)
            stack += [(first, index), (index, last)]
    return [points[i] for i in sorted(keep)]


def area(ring):
    return abs(sum(a[0] * b[1] - a[1] * b[0] for a, b in zip(ring, ring[1:]))) / 2


def divisions(features, rows, grid):
    """(arcs, [(code, polygons of rings of signed arcs)]), sorted by code."""
    codes = {row["admin1"] for row in rows if row["class"] == "admin1"}
    names = {(row["country"], fold(row[k].rstrip("!"))): row["admin1"] for row in rows if row["class"] == "admin1"
             for k in ("name_id", "name_en") if row[k]}
    shapes, near = collections.defaultdict(list), collections.defaultdict(set)
    for feature in features:
        code = code_of(feature["properties"], codes, names)
        geometry = feature["geometry"]
        if not code or not geometry:
            continue
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for polygon in polygons:
            rings = [grid(ring) for ring in polygon]
            rings = rings[:1] + [r for r in rings[1:] if area(r) >= SMALLEST_RING]
            if area(rings[0]) >= SMALLEST_RING:
                shapes[code].append(rings)
                for a, b in ((a, b) for ring in rings for a, b in zip(ring, ring[1:])):
                    near[a].add(b)
                    near[b].add(a)
    arcs, known = [], {}

    def arc(points):
        backwards = points[0] > points[-1] or points[0] == points[-1] and points[1] > points[-2]
        key = tuple(points[::-1] if backwards else points)
        if key not in known:
            known[key] = len(arcs)
            arcs.append(simplified(list(key)))
        return ~known[key] if backwards else known[key]

    def ring_arcs(ring):
        body = ring[:-1]
        nodes = [i for i, p in enumerate(body) if len(near[p]) != 2]
        start = nodes[0] if nodes else body.index(min(body))
        body = body[start:] + body[:start + 1]
        cuts = [i for i, p in enumerate(body) if len(near[p]) != 2] if nodes else [0, len(body) - 1]
        # A closed arc needs a second fixed point, or it would collapse into its start.
        if len(cuts) == 2:
            x, y = body[0]
            far = max(range(len(body)), key=lambda i: (math.hypot(body[i][0] - x, body[i][1] - y), body[i]))
            cuts = [0, far, len(body) - 1]
        return [arc(body[a:b + 1]) for a, b in zip(cuts, cuts[1:])]

    def flat(ring):
        return sum(len(arcs[r if r >= 0 else ~r]) - 1 for r in ring) < 3

    found = []
    for code, polygons in sorted(shapes.items()):
        polygons = [[ring_arcs(ring) for ring in rings] for rings in polygons]
        found.append((code, [[r for r in rings if not flat(r)] for rings in polygons if not flat(rings[0])]))
    return arcs, [(code, polygons) for code, polygons in found if polygons]
