#!/usr/bin/env python3
"""Rebuilds the bundled faces.

Needs npm, and the Python packages fonttools and brotli. Fetches the two
fontsource packages, decodes the WOFF2 files of the wanted scripts, merges them
per face, and drops hinting and layout tables: the pictures switch kerning off,
so that measured and drawn widths agree.
"""
import os
import pathlib
import subprocess
import tarfile
import tempfile

os.environ["SOURCE_DATE_EPOCH"] = "0"
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = {"inter": "5.3.0", "source-serif-4": "5.3.1"}
SCRIPTS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext"]
FACES = {
    "Inter-Regular": ("inter", "400-normal"),
    "Inter-Bold": ("inter", "700-normal"),
    "Inter-Italic": ("inter", "400-italic"),
    "SourceSerif4-SemiBold": ("source-serif-4", "600-normal"),
}
KEPT = {"head", "hhea", "maxp", "OS/2", "name", "cmap", "hmtx", "loca", "glyf", "post", "GlyphOrder"}


def strip(font):
    for tag in list(font.keys()):
        if tag not in KEPT:
            del font[tag]
    for name in font["glyf"].keys():
        glyph = font["glyf"][name]
        glyph.removeHinting()


with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder)
    for package, version in PACKAGES.items():
        subprocess.run(["npm", "pack", "--silent", f"@fontsource/{package}@{version}"], cwd=root, check=True)
        with tarfile.open(root / f"fontsource-{package}-{version}.tgz") as archive:
            archive.extractall(root / package, filter="data")
        licence = (root / package / "package" / "LICENSE").read_text(encoding="utf-8")
        (HERE / f"OFL-{package}.txt").write_text(licence, encoding="utf-8")
    for face, (package, variant) in FACES.items():
        parts = []
        for script in SCRIPTS:
            font = TTFont(root / package / "package" / "files" / f"{package}-{script}-{variant}.woff2")
            font.flavor = None
            strip(font)
            parts.append(root / f"{face}-{script}.ttf")
            font.save(parts[-1])
        merged = Merger().merge([str(part) for part in parts])
        for tag in list(merged.keys()):
            if tag not in KEPT:
                del merged[tag]
        merged["post"].formatType = 3.0
        merged.save(HERE / f"{face}.ttf")
