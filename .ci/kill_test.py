#!/usr/bin/env python3
"""Kills `linimasa batch` at random moments, runs it again, and compares with an undisturbed run, byte for byte.

    .ci/kill_test.py [BINARY] [--kills 100] [--seed 1] [--articles 1500] [--tables]

With `--tables` articles come from a Parquet table and go into such; BINARY must be built with that feature.
"""

import argparse, hashlib, json, pathlib, random, shutil, subprocess, sys, tempfile, time
import table

PLACES = ["Demak", "Kudus", "Garut", "Palu", "Ambon", "Bandung", "Kupang", "Medan"]


def articles(count, rng):
    """Articles of our own."""
    for number in range(count):
        place, day, month = rng.choice(PLACES), rng.randint(1, 28), rng.randint(1, 12)
        text = (f"{place.upper()} - Banjir merendam {rng.randint(2, 900)} rumah di {place} pada {day}/{month}/2024. "
                f"Bupati mengunjungi warga di {rng.choice(PLACES)} pada {day}/{month}/2025. ") * rng.randint(1, 6)
        yield {"id": f"n{number}", "title": f"Banjir {place}", "text": text}


def corpus(path, count, rng):
    """Articles, with some among them that are none."""
    if path.suffix == ".parquet":
        rows = list(articles(count, rng))
        for number in range(11, count, 97):
            rows[number]["text"] = rng.choice(["", " \n"])
        return table.write(path, rows, ["id", "title", "text"])
    with open(path, "wb") as out:
        for number, article in enumerate(articles(count, rng)):
            out.write(json.dumps(article).encode() + b"\n")
            if number % 97 == 11:
                out.write(rng.choice([b"{rusak\n", b'{"text":"\xff\xfe"}\n', b'{"id":"tanpa teks"}\n', b"\n"]))


def content(folder):
    """Every file that counts: all but the empty lock."""
    files = sorted(p for p in folder.iterdir() if p.name != ".linimasa.lock")
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def main():
    args = argparse.ArgumentParser()
    args.add_argument("binary", nargs="?", default="target/release/linimasa")
    args.add_argument("--kills", type=int, default=100)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--articles", type=int, default=1500)
    args.add_argument("--tables", action="store_true")
    args = args.parse_args()
    rng = random.Random(args.seed)
    top = pathlib.Path(tempfile.mkdtemp(prefix="linimasa-kill-"))
    try:
        form = "parquet" if args.tables else "jsonl"
        corpus(top / f"a.{form}", args.articles, rng)
        binary = str(pathlib.Path(args.binary).resolve())

        def command(out, jobs):
            return [binary, "batch", f"a.{form}", "--out", out, "--shard-size", "20", "--jobs", str(jobs), "--format", form, "-q"]

        begun = time.monotonic()
        whole = subprocess.run(command("whole", 2), cwd=top, capture_output=True)
        length = time.monotonic() - begun
        assert whole.returncode == 3, whole.stderr
        wanted = content(top / "whole")
        assert any(name.startswith("documents-") and name.endswith(form) for name in wanted), sorted(wanted)
        killed, rounds, ended = 0, 0, 0
        while killed < args.kills:
            out = f"run-{rounds}"
            rounds += 1
            while True:
                process = subprocess.Popen(command(out, rng.choice([1, 2, 4])), cwd=top, stdout=subprocess.DEVNULL,
                                           stderr=subprocess.DEVNULL)
                try:
                    # Early moments too, so that a folder without a manifest and a half-written one are met.
                    code = process.wait(timeout=rng.choice([0.05, 0.3, 1.0]) * rng.random() * length)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    killed += 1
                    continue
                assert code == 3, code
                ended += 1
                break
            found = content(top / out)
            assert found == wanted, sorted(set(found.items()) ^ set(wanted.items()))[:6]
            shutil.rmtree(top / out)
        print(f"{killed} kills in {rounds} runs of {length:.2f} s: every result is that of the undisturbed run "
              f"({len(wanted)} files, seed {args.seed})")
    finally:
        shutil.rmtree(top)


if __name__ == "__main__":
    sys.exit(main())
