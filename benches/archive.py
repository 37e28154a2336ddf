#!/usr/bin/env python3
"""How fast `batch` reads an archive, and in how much memory: benches/archive.py BINARY [--megabytes 10] [--jobs 1,2].

The articles are generated, 3 kB each (benches/peers/corpus.py), half of them Indonesian and half English. Times are those of
the whole process; on a busy machine only the seconds of the processor say something, which are told for the thread that reads
and writes and for all others apart.
"""
import argparse, json, os, pathlib, subprocess, sys, tempfile, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "peers"))
import corpus

SIZE = 3000
# Texts that differ; a longer archive tells them again under other ids, since the generator is slower than the program.
DIFFERENT = 2000


def archive(path, megabytes):
    texts = [corpus.article("id" if n % 2 else "en", SIZE, n) for n in range(DIFFERENT)]
    written, n = 0, 0
    with open(path, "w", encoding="utf8") as out:
        while written < megabytes * 1_000_000:
            line = json.dumps({"id": f"a{n}", "published": "2024-05-06", "text": texts[n % DIFFERENT]}, ensure_ascii=False) + "\n"
            written += len(line.encode())
            n += 1
            out.write(line)
    return written


def threads(pid):
    """Seconds of the processor of each thread, the first one apart."""
    first = others = 0.0
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/stat", encoding="utf8") as f:
                fields = f.read().rsplit(")", 1)[1].split()
            seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            first, others = (first + seconds, others) if int(task) == pid else (first, others + seconds)
    except (FileNotFoundError, ProcessLookupError, IndexError):
        return None
    return first, others


def run(binary, source, jobs, extra):
    """Wall and processor seconds, peak memory in MB, and of the threads what the last look at them showed."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        command = [binary, "-q", "batch", str(source), "--out", folder + "/out", "--jobs", str(jobs), *extra]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        shares = (0.0, 0.0)
        while process.poll() is None:
            shares = threads(process.pid) or shares
            time.sleep(0.2)
            ended = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended:
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                break
        wall = time.monotonic() - begun
        results = sum(path.stat().st_size for path in pathlib.Path(folder, "out").iterdir())
        if process.returncode not in (0, 3):
            sys.exit(f"{command} ended with {process.returncode}")
        return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, shares, results


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--megabytes", default="10")
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--options", default="", help="further options of batch, such as '--format parquet'")
    arguments = parser.parse_args()
    print("| input MB | jobs | seconds | MB/s | processor s | MB/s of it | first thread | the others | peak MB | results MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "archive.jsonl")
        for megabytes in map(int, arguments.megabytes.split(",")):
            size = archive(source, megabytes) / 1e6
            for jobs in map(int, arguments.jobs.split(",")):
                wall, cpu, peak, (first, others), results = run(arguments.binary, source, jobs, arguments.options.split())
                print(f"| {size:.0f} | {jobs} | {wall:.1f} | {size / wall:.2f} | {cpu:.1f} | {size / cpu:.2f} | {first:.1f} | "
                      f"{others:.1f} | {peak:.0f} | {results / 1e6:.0f} |", flush=True)


if __name__ == "__main__":
    main()
