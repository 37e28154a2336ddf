#!/usr/bin/env python3
"""Mutation test of some rooms: benches/mutation/run.py --work FOLDER [--seed N] [--size N] [--rooms time,place,layout].

One build serves all mutants: the sources are copied, the program in this folder puts the mutants into the copy, each
behind a switch, and the tests run once for each with LINIMASA_MUTANT set. A mutant is killed if a test of its room fails
or does not end in time; what survives its room then meets all tests of the library. Results: FOLDER/results.json and a summary.
"""
import argparse, json, os, pathlib, random, re, shutil, signal, subprocess, sys, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# A mutant may be so many times as slow as the program, and this many seconds on top.
SLOWER, GRACE = 8, 15


def copy(work):
    """The files of the repository as they are committed or changed, without what is built."""
    target = work / "copy"
    if target.exists():
        shutil.rmtree(target)
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
                           capture_output=True).stdout.decode().split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def weave(work, arguments, skipped):
    target = copy(work)
    command = ["cargo", "run", "-q", "--manifest-path", str(HERE / "Cargo.toml"), "--target-dir", str(work / "tool"), "--",
               str(target), str(arguments.seed), str(arguments.size), ",".join(map(str, sorted(skipped))) or "0"]
    made = subprocess.run(command + arguments.rooms.split(","), check=True, capture_output=True, text=True)
    return target, json.loads(made.stdout)


def cargo(target, work, *arguments):
    env = {**os.environ, "CARGO_TARGET_DIR": str(work / "target"), "CARGO_INCREMENTAL": "1"}
    command = ["cargo", *arguments, "--message-format=json"]
    run = subprocess.run(command, cwd=target, env=env, capture_output=True, text=True)
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")], run


def faulty(target, messages):
    """The numbers of mutants that cannot be compiled: of each error the last switch before it."""
    found = set()
    for message in messages:
        if message.get("reason") != "compiler-message" or message["message"]["level"] != "error":
            continue
        for span in message["message"]["spans"]:
            path = target / span["file_name"]
            if span["is_primary"] and path.is_file():
                # The switch itself is the error where the build script reads a file too: it knows no such module.
                switches = re.finditer(rb"crate::mutant::on\((\d+)\)", path.read_bytes())
                before = [int(switch[1]) for switch in switches if switch.start() < span["byte_end"]]
                found.update(before[-1:])
    return found


def build(work, arguments):
    """A copy with as many mutants as wanted that compiles, its tests, and the numbers of those that could not."""
    skipped = set()
    while True:
        target, made = weave(work, arguments, skipped)
        messages, run = cargo(target, work, "test", "--no-run", "--lib")
        bad = faulty(target, messages)
        if run.returncode == 0:
            break
        if not bad - skipped:
            sys.exit("The copy cannot be compiled:\n" + run.stderr[-3000:])
        skipped |= bad
        print(f"{len(skipped)} mutants cannot be compiled; others take their places", flush=True)
    if arguments.programs:
        named = [] if arguments.programs == "all" else arguments.programs.split(",")
        wanted = [part for name in named for part in ("--test", name)]
        messages, run = cargo(target, work, "test", "--no-run", *(["--lib", *wanted] if wanted else []))
        if run.returncode:
            sys.exit(run.stderr[-3000:])
    tests = [(m["target"]["kind"][0], m["target"]["name"], m["executable"]) for m in messages
             if m.get("reason") == "compiler-artifact" and m.get("executable") and m["profile"]["test"]]
    return target, made, tests, skipped


def run(executable, filters, number, limit, target):
    """What became of the tests: `passed`, the name of the first that failed, or `timeout`."""
    # What one mutant failed on would be kept as a case for all that follow, and tell nothing of them.
    for kept in target.rglob("proptest-regressions"):
        shutil.rmtree(kept)
    command = ["nice", "-n", "19", executable, *filters, "--test-threads=1"]
    env = {**os.environ, "LINIMASA_MUTANT": str(number), "CARGO_MANIFEST_DIR": str(target), "RUST_BACKTRACE": "0"}
    process = subprocess.Popen(command, cwd=target, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               errors="replace", process_group=0)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(process.pid, signal.SIGKILL))
    signal.alarm(max(1, int(limit)))
    begun, fate, current = time.monotonic(), None, "?"
    for line in process.stdout:
        named = re.match(r"test (\S+)", line)
        current = named.group(1) if named else current
        if re.search(r"\.\.\. FAILED|^test result: FAILED", line):
            fate = current
            break
    signal.alarm(0)
    if fate:
        os.killpg(process.pid, signal.SIGKILL)
    code = process.wait()
    if fate is None and code:
        # A signal is either ours or that of a stack that overflowed.
        fate = "timeout" if time.monotonic() - begun >= limit - 1 else f"ended by {code}"
    return fate or "passed"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--rooms", default="time,place,layout")
    parser.add_argument("--programs", nargs="?", const="all", metavar="NAMES",
                        help="what survives meets the tests of programs (tests/) too: of these, comma separated, or of all")
    parser.add_argument("--again", action="store_true", help="take what the run before built, and go on behind its results")
    parser.add_argument("--only", help="numbers of mutants, comma separated; all others are passed over")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    kept = arguments.work / "built.json"
    if not arguments.again:
        target, made, tests, skipped = build(arguments.work, arguments)
        # So that a run that was stopped shows a fair sample of the sample.
        random.Random(arguments.seed).shuffle(made["mutants"])
        kept.write_text(json.dumps([str(target), made, tests, sorted(skipped)]))
    target, made, tests, skipped = json.loads(kept.read_text())
    target = pathlib.Path(target)
    library = next(executable for kind, _, executable in tests if kind == "lib")
    others = [(name, executable) for kind, name, executable in tests if kind == "test"]
    print(f"{len(made['mutants'])} of {made['population']} mutants, {len(skipped)} could not be compiled", flush=True)

    def limit(executable, filters):
        begun = time.monotonic()
        fate = run(executable, filters, 0, 3600, target)
        if fate != "passed":
            sys.exit(f"Without any mutant {executable} {filters} does not pass: {fate}")
        return (time.monotonic() - begun) * SLOWER + GRACE

    rooms = {room: limit(library, [f"{room}::"]) for room in arguments.rooms.split(",")}
    found = arguments.work / "results.json"
    results = json.loads(found.read_text()) if arguments.again and found.exists() else []
    done = {result["number"] for result in results}
    wanted = {int(number) for number in arguments.only.split(",")} if arguments.only else None

    def keep(result, fate, by):
        result.update(fate=fate, by=by)
        found.write_text(json.dumps(results, indent=1))
        print(f"{len(results)}: {by}: {result['file']}:{result['line']} {result['what'][:90]!r}: {fate}", flush=True)

    # The rooms one after the other, as they were named: a run that is stopped has ended the first of them.
    order = list(rooms)
    mutants = [mutant for mutant in made["mutants"] if mutant["file"].split("/")[1] in rooms]
    mutants.sort(key=lambda mutant: order.index(mutant["file"].split("/")[1]))
    for mutant in mutants:
        if mutant["number"] in done or wanted and mutant["number"] not in wanted:
            continue
        room = mutant["file"].split("/")[1]
        fate = run(library, [f"{room}::"], mutant["number"], rooms[room], target)
        results.append(dict(mutant))
        keep(results[-1], fate, "room")
    survivors = [result for result in results if result["fate"] == "passed"]
    whole = limit(library, []) if survivors else 0
    for result in [result for result in survivors if result["by"] == "room"]:
        keep(result, run(library, [], result["number"], whole, target), "library")
    survivors = [result for result in results if result["fate"] == "passed"]
    rest = [(name, executable, limit(executable, [])) for name, executable in others] if survivors else []
    for result in survivors:
        for name, executable, most in rest:
            fate = run(executable, [], result["number"], most, target)
            if fate != "passed":
                keep(result, f"{name}: {fate}", "programs")
                break
    survived = sum(result["fate"] == "passed" for result in results)
    for room in rooms:
        own = [result for result in results if result["file"].split("/")[1] == room]
        by = [sum(r["fate"] != "passed" and r["by"] == name for r in own) for name in ("room", "library", "programs")]
        print(f"{room}: {len(own)} mutants, killed by the room's tests {by[0]}, by the library's {by[1]}, by programs' tests {by[2]}")
    print(f"{len(results)} mutants, {survived} survived")


if __name__ == "__main__":
    main()
