#!/usr/bin/env python3
"""Draws the briefing of every sample article as SVG and as PDF, and fails on a text of the SVG that `pdftotext` does not find in
the PDF, or on a font that is not embedded."""
import glob, os, re, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

BINARY = "target/release/linimasa"
TEXT = "{http://www.w3.org/2000/svg}text"


def run(*args):
    return subprocess.run(args, capture_output=True, check=True).stdout.decode("utf8")


def dense(text):
    """Without blanks: how wide a gap must be to be one is the reader's guess."""
    return re.sub(r"\s+", "", text)


def main():
    articles = sorted(glob.glob("tests/articles/*/article.txt"))
    count, faults = 0, []
    with tempfile.TemporaryDirectory() as folder:
        pdf = os.path.join(folder, "brief.pdf")
        for article in articles:
            drawing = ET.fromstring(run(BINARY, "brief", article, "-f", "svg", "--no-embed-fonts", "-o", "-"))
            run(BINARY, "brief", article, "-f", "pdf", "-o", pdf)
            found = dense(run("pdftotext", "-raw", pdf, "-"))
            texts = ["".join(node.itertext()) for node in drawing.iter(TEXT)]
            count += len(texts)
            faults += [f"{article}: {text!r} is not in the PDF" for text in texts if dense(text) not in found]
            fonts = run("pdffonts", pdf).splitlines()[2:]
            # The columns from the right: object, generation, to Unicode, subset, embedded.
            faults += [f"{article}: {font}" for font in fonts if font.split()[-5:-2] != ["yes"] * 3]
            if not texts or not fonts:
                faults.append(f"{article}: {len(texts)} texts, {len(fonts)} fonts")
    for fault in faults:
        print(fault)
    print(f"{len(articles)} PDFs, {count} texts, {len(faults)} faults.")
    sys.exit(1 if faults or not articles else 0)


if __name__ == "__main__":
    main()
