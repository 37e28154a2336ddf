#!/usr/bin/env python3
"""Runs fuzz targets with their seeds and dictionaries: fuzz/run.py [TARGET…] [--runs N] [--seconds S].

It needs `cargo install cargo-fuzz` and a C++ compiler, and works on the stable toolchain. It stops at the first finding,
whose input lies in fuzz/artifacts/TARGET then; `fuzz/run.py TARGET --again FILE` runs that one input.
"""
import argparse, os, pathlib, re, shutil, subprocess, sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
# Target: dictionary, longest input in bytes, folders and files of samples.
TARGETS = {
    "article_svg": ("text", 1500, ["tests/articles/*/article.txt", "tests/edits/*.txt"]),
    "data_svg": ("data", 1500, ["tests/timelines/*.csv", "tests/maps/*.csv", "tests/inputs/*.csv", "fuzz/seeds/csv/*"]),
    "dates": ("text", 1000, ["tests/articles/*/article.txt", "tests/edits/*.txt"]),
    "places": ("text", 1000, ["tests/articles/*/article.txt", "tests/edits/*.txt"]),
    "edits": ("edits", 1500, ["fuzz/seeds/edits/*"]),
    "csv": ("data", 1500, ["tests/timelines/*.csv", "tests/maps/*.csv", "tests/inputs/*.[ct]sv", "fuzz/seeds/csv/*"]),
    "html": ("html", 3000, ["tests/inputs/*.html"]),
    "articles": ("html", 3000, ["tests/inputs/*.txt", "tests/inputs/*.md", "tests/inputs/*.rss", "tests/inputs/*.xml",
                                "tests/inputs/*.json*"]),
    "geojson": ("data", 3000, ["tests/inputs/*.geojson", "fuzz/seeds/geojson/*"]),
    "timelinejs": ("data", 3000, ["tests/inputs/*.json", "fuzz/seeds/timelinejs/*"]),
    "overlay": ("overlay", 1000, ["fuzz/seeds/overlay/*"]),
}
# The last byte of these chooses among languages, forms and drawings (fuzz/entries.rs); of `timelinejs` an `e` says that it is our own
# form. What stands behind the others' last byte would make them unreadable.
CHOICE = {"article_svg": b"\x04", "data_svg": b"\x04", "dates": b"\x04", "places": b"\x04", "html": b"\x04", "articles": b"\x04",
          "timelinejs": b"\x04"}
# Nothing takes so long, so that what does is a finding.
SLOWEST = 20


def seeds(target):
    """Copies the samples into the corpus of a target, each whole and in pieces that are short enough."""
    _, longest, patterns = TARGETS[target]
    corpus = HERE / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    for pattern in patterns:
        paths = sorted(ROOT.glob(pattern))
        if not paths:
            sys.exit(f"No file is named {pattern}, which should be seeds of {target}.")
        for path in paths:
            data = path.read_bytes()
            for number, start in enumerate(range(0, min(len(data), 4 * longest), longest - 1)):
                piece = data[start : start + longest - 1]
                choice = b"e" if path.name == "events.json" else CHOICE.get(target, b"")
                (corpus / f"seed-{path.stem}-{path.parent.name}-{number}").write_bytes(piece + choice)
    return corpus


def fuzz(target, arguments):
    dictionary, longest, _ = TARGETS[target]
    corpus = seeds(target)
    flags = [f"-dict={HERE}/dictionaries/{dictionary}.dict", f"-max_len={longest}", f"-timeout={SLOWEST}",
             "-rss_limit_mb=1500", "-print_final_stats=1", "-verbosity=1"]
    flags += [f"-runs={arguments.runs}"] if arguments.runs else []
    flags += [f"-max_total_time={arguments.seconds}"] if arguments.seconds else []
    # No sanitizer of addresses: the program has no `unsafe`, and runs three times as often without.
    command = ["cargo", "fuzz", "run", "--sanitizer", "none", target]
    command += [str(pathlib.Path(arguments.again).resolve())] if arguments.again else [str(corpus)]
    command += ["--", *flags]
    run = subprocess.run(command, cwd=ROOT, env={**os.environ, "RUSTC_BOOTSTRAP": "1"}, stderr=subprocess.PIPE, text=True,
                         errors="replace")
    log = HERE / "log"
    log.mkdir(exist_ok=True)
    (log / f"{target}.txt").write_text(run.stderr)
    done = re.search(r"number_of_executed_units: (\d+)", run.stderr)
    covered = re.findall(r"cov: (\d+)", run.stderr)
    print(f"{target}: {done.group(1) if done else '?'} executions, {covered[-1] if covered else '?'} edges, "
          f"{'nothing found' if run.returncode == 0 else 'FOUND SOMETHING, see fuzz/log/' + target + '.txt'}", flush=True)
    return run.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--again", metavar="FILE")
    arguments = parser.parse_args()
    unknown = [target for target in arguments.targets if target not in TARGETS]
    if unknown or not (arguments.runs or arguments.seconds or arguments.again):
        parser.error(f"there is no target {unknown[0]}" if unknown else "give --runs, --seconds or --again")
    if not shutil.which("cargo-fuzz"):
        sys.exit("cargo-fuzz is missing: cargo install cargo-fuzz")
    sys.exit(0 if all([fuzz(target, arguments) for target in arguments.targets or TARGETS]) else 1)


if __name__ == "__main__":
    main()
