#!/usr/bin/env python3
"""Whole processes, from their start to their end: benches/whole.py BINARY [OTHER] [--rounds 21].

For each task the least and the median of wall time and of the processor's time, in milliseconds. Given two binaries they take
turns, and the ratio of their least processor times is told: only ratios of one run say something on a machine that wavers.
"""
import argparse, os, pathlib, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
ARTICLE = "tests/articles/ktt-vladivostok/article.txt"
# Task: arguments, and what the project aims at in ms of wall time on two cores.
TASKS = {
    "dates of two words": (["dates", "tahun lalu"], 10),
    "article to data": (["extract", ARTICLE, "-o", "{out}.json"], None),
    "article to timeline, SVG": (["timeline", ARTICLE, "-o", "{out}.svg"], None),
    "article to briefing, SVG": (["brief", ARTICLE, "-o", "{out}.svg"], 60),
    "article to briefing, PNG": (["brief", ARTICLE, "-o", "{out}.png"], 400),
    "article to briefing, HTML": (["brief", ARTICLE, "-o", "{out}.html"], None),
    "article to briefing, PDF": (["brief", ARTICLE, "-o", "{out}.pdf"], None),
    "table to regional map, SVG": (["map", "tests/maps/asia-timur-laut.csv", "-o", "{out}.svg"], None),
    "sixty dense sites, SVG": (["map", "tests/maps/enam-puluh.csv", "-o", "{out}.svg"], None),
    "seven articles to briefing, SVG": (["brief", "tests/gallery/tujuh-artikel", "-o", "{out}.svg"], None),
}


def once(binary, arguments, folder):
    """Wall and processor time of one run, in ms."""
    command = [str(binary), *[part.format(out=f"{folder}/out") for part in arguments]]
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}")
    return wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("other", type=pathlib.Path, nargs="?", help="a binary to compare with, run in turn")
    parser.add_argument("--rounds", type=int, default=21)
    arguments = parser.parse_args()
    binaries = [path.resolve() for path in (arguments.binary, arguments.other) if path]
    print("| task | wall, least | wall, median | processor, least | processor, median | aim |" + " other ÷ this |" * (len(binaries) > 1))
    print("|---|---:|---:|---:|---:|---:|" + "---:|" * (len(binaries) > 1))
    for task, (command, aim) in TASKS.items():
        with tempfile.TemporaryDirectory() as folder:
            runs = [[once(binary, command, folder) for binary in binaries] for _ in range(arguments.rounds)]
        wall, cpu = ([round_[0][which] for round_ in runs] for which in (0, 1))
        cells = [min(wall), statistics.median(wall), min(cpu), statistics.median(cpu)]
        row = f"| {task} | " + " | ".join(f"{cell:.0f}" for cell in cells) + f" | {aim or '–'} |"
        if len(binaries) > 1:
            row += f" {min(round_[1][1] for round_ in runs) / min(cpu):.2f} |"
        print(row, flush=True)


if __name__ == "__main__":
    main()
