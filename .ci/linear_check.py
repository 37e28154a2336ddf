#!/usr/bin/env python3
"""Counts the instructions of `extract` over a generated text of N, 2N and 4N bytes under Callgrind, less those of a text of one
sentence: doubling the text may not take more than 2.2 times as many. Instructions, unlike seconds, do not depend on what else
the machine does.

Usage: python3 .ci/linear_check.py [--bytes N]. LINIMASA_BIN names another binary."""
import argparse, json, os, re, subprocess, sys, tempfile

sys.path.insert(0, "benches/peers")
import corpus

BINARY = os.path.abspath(os.environ.get("LINIMASA_BIN", "target/release/linimasa"))
MOST = 2.2
DAY = ["--dct", "2024-05-06"]
LINE = 3000  # bytes of an article of an archive

WIDER = 6  # So many times the size shows what grows with the square behind a small factor.
SYLLABLES = "ba di ka ro su ma ti wan to ri ha no sar gun pra yu lin dar wi jo".split()

EUROPE = "GB IE FR DE IT ES NL BE PL CZ AT CH SE DK NO FI PT HU RO GR"
AMERICA = "US CA MX BR AR CO PE CL AU NZ PH"

# What is doubled, and the command that reads it.
ROWS = {
    "one article: all": ("a.txt", ["extract"]),
    "one article: dates": ("a.txt", ["extract", "--only", "dates"]),
    "one article: places": ("a.txt", ["extract", "--only", "places"]),
    "dates without a break": ("d.txt", ["extract", "--only", "dates"]),
    "other persons in every sentence": ("n.txt", ["extract"]),
    "other places in every sentence": ("p.txt", ["extract"]),
    "other places of one continent": ("q.txt", ["extract", "--only", "places"]),
    "one happening again and again": ("r.txt", ["extract"]),
    "one person in other places and years": ("y.txt", ["extract"]),
    "one page of HTML": ("a.html", ["extract"]),
    "archive, a line each": ("a.jsonl", ["extract", "-f", "jsonl"]),
}


def sentences(size, sentence):
    """Sentences that all differ, one for each number."""
    out, length, number = ["Rapat\n\nJAKARTA - "], 0, 0
    while length < size:
        out.append(sentence(number))
        length += len(out[-1])
        number += 1
    return "".join(out)


def word(number):
    """Another name for each number below 160,000, of four syllables."""
    return "".join(SYLLABLES[number // 20**place % 20] for place in range(4)).capitalize()


def content(name, size):
    if name == "n.txt":
        return sentences(size * WIDER, lambda n: f"Menteri {word(7 * n)} {word(11 * n + 3)} bertemu Presiden {word(13 * n + 5)}. ")
    if name == "r.txt":
        return sentences(size * WIDER, lambda n: "Ari tewas Senin. ")
    if name == "y.txt":
        cities = "Demak Kudus Palu Medan Garut Bandung Solo Ambon Manado Kupang".split()
        return sentences(size * WIDER, lambda n: f"Joko Widodo bertemu warga di {cities[n % 10]} pada tahun {1100 + n % 900}. ")
    if name in ("p.txt", "q.txt"):
        with open("gazetteer/places.tsv", encoding="utf8") as f:
            rows = [line.rstrip("\n").split("\t") for line in f]
        # Columns: id, class, name in Indonesian, name in English, aliases, latitude, longitude, country.
        cities = [row for row in rows if row[1:2] == ["city"] and row[3].isalpha()]
        if name == "q.txt":
            # Every second name is one of another continent too, at the same latitudes, from where all others are far.
            here, there = ({row[3] for row in cities if row[7] in countries.split()} for countries in (EUROPE, AMERICA))
            alone, shared = sorted(here - there), sorted(here & there)
            place = lambda n: shared[n // 2 % len(shared)] if n % 2 else alone[n // 2 % len(alone)]
            return sentences(size * WIDER, lambda n: f"Police closed a road in {place(n)} on Monday. ")
        places = [row[3] for row in cities]
        return sentences(size, lambda n: f"Polisi menutup jalan di {places[7 * n % len(places)]} pada Senin (6/5/2024). ")
    text = corpus.article("id", size, 1)
    if name == "d.txt":
        return "3 Mei 2024 " * (size // 11 + 1)
    if name == "a.html":
        paragraphs = "".join(f"<div><p>{part}</p></div>" for part in text.split("\n\n"))
        return f"<!DOCTYPE html><html lang='id'><head><title>Kabar</title></head><body><article>{paragraphs}</article></body></html>"
    if name == "a.jsonl":
        articles = [corpus.article("id", min(LINE, size), seed) for seed in range(max(1, size // LINE))]
        return "".join(json.dumps({"id": f"d{n}", "text": text}) + "\n" for n, text in enumerate(articles))
    return text


def instructions(folder, name, command, size):
    with open(os.path.join(folder, name), "w", encoding="utf8") as f:
        f.write(content(name, size))
    run = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", BINARY, *command, *DAY, name], cwd=folder,
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=1200)
    found = re.search(rb"Collected\s*:\s*(\d+)", run.stderr)
    if run.returncode or not found:
        sys.exit(f"{command} on {name}: {run.stderr.decode('utf8', 'replace')[-400:]}")
    return int(found.group(1))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bytes", type=int, default=24_000)
    size = parser.parse_args().bytes
    bad = 0
    print("| what is doubled | bytes | Minstr. N | 2N | 4N | 2N / N | 4N / 2N |\n|---|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for title, (name, command) in ROWS.items():
            base = instructions(folder, name, command, 60)
            one, two, four = (max(1, instructions(folder, name, command, size * n) - base) for n in (1, 2, 4))
            ratios = two / one, four / two
            bad += sum(ratio > MOST for ratio in ratios)
            print(f"| {title} | {size} | {one / 1e6:.0f} | {two / 1e6:.0f} | {four / 1e6:.0f} | {ratios[0]:.2f} | {ratios[1]:.2f} |", flush=True)
    print(f"{bad} of {2 * len(ROWS)} ratios are above {MOST}.")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
