#!/usr/bin/env python3
"""Draws the briefing of every sample article as SVG and as PDF, wide and square, and fails on a text of any page of the SVG that
`pdftotext` does not find on the same page of the PDF, on a PDF of fewer or more pages, or on a font that is not embedded."""
import glob, os, re, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

BINARY = os.environ.get("LINIMASA_BIN", "target/release/linimasa")
TEXT = "{http://www.w3.org/2000/svg}text"


def run(*args):
    return subprocess.run(args, capture_output=True, check=True).stdout.decode("utf8")


def dense(text):
    """Without blanks: how wide a gap must be to be one is the reader's guess."""
    return re.sub(r"\s+", "", text)


def main():
    articles = sorted(glob.glob("tests/articles/*/article.txt"))
    count, faults, several = 0, [], 0
    for article in articles:
        for size in ("wide", "square"):
            with tempfile.TemporaryDirectory() as folder:
                pdf, svg = os.path.join(folder, "brief.pdf"), os.path.join(folder, "brief.svg")
                pages = run(BINARY, "brief", article, "--size", size, "--no-embed-fonts", "-o", svg).split()
                run(BINARY, "brief", article, "--size", size, "-o", pdf)
                found = run("pdftotext", "-raw", pdf, "-").split("\f")[:-1]
                if len(found) != len(pages):
                    faults.append(f"{article} {size}: {len(pages)} pages of SVG, {len(found)} of PDF")
                several += len(pages) > 1
                for page, told in zip(pages, found):
                    texts = ["".join(node.itertext()) for node in ET.parse(page).iter(TEXT)]
                    count += len(texts)
                    faults += [f"{article} {size}: {text!r} is not in the PDF" for text in texts if dense(text) not in dense(told)]
                    if not texts:
                        faults.append(f"{article} {size}: {page} has no text")
                fonts = run("pdffonts", pdf).splitlines()[2:]
                # The columns from the right: object, generation, to Unicode, subset, embedded.
                faults += [f"{article} {size}: {font}" for font in fonts if font.split()[-5:-2] != ["yes"] * 3]
                if not fonts:
                    faults.append(f"{article} {size}: no font")
    for fault in faults:
        print(fault)
    print(f"{2 * len(articles)} PDFs, {several} of several pages, {count} texts, {len(faults)} faults.")
    sys.exit(1 if faults or not several else 0)


if __name__ == "__main__":
    main()
