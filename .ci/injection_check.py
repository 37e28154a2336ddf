#!/usr/bin/env python3
"""Puts hostile text into every text field of every kind of input and looks whether any output lets it out of its text.

What a browser opens (brief, timeline, map, outlines, the HTML page) is opened in headless Chromium as a document of its own,
and each picture also as part of an HTML page: no script may run, nothing may be asked for, nothing may be said on the
console, and no element or attribute may be there that harmless words do not bring. Pictures must be well-formed XML. The other
forms are read with a reader of their own: the same keys, columns, elements and properties as with harmless words. Every field
must reach an output, else nothing was tested.

Usage: python3 .ci/injection_check.py [--only NAME,NAME] [--turns N]; as many turns as payloads put each payload into each field. LINIMASA_BIN names another binary."""
import argparse, concurrent.futures, csv, functools, html, html.parser, http.server, io, json, os, re, subprocess, sys, tempfile
import threading
import xml.etree.ElementTree as ET

BINARY = os.path.abspath(os.environ.get("LINIMASA_BIN", "target/release/linimasa"))
HARMLESS = "kata biasa"
BATCH = 60  # documents for one start of the browser
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--window-size=1400,900", "--virtual-time-budget=600000",
         "--enable-logging=stderr", "--dump-dom"]
PROBE = """
(async () => {
  const seen = [];
  let ran = [];
  window.hit = n => ran.push(n);
  window.alert = window.confirm = window.prompt = () => ran.push('dialog');
  for (const [type, source] of pages) {
    ran = [];
    const frame = document.createElement('iframe');
    const loaded = new Promise(done => frame.onload = done);
    frame.src = URL.createObjectURL(new Blob([source], {type}));
    document.body.appendChild(frame);
    await loaded;
    await new Promise(done => setTimeout(done, 50));
    const page = frame.contentDocument, names = new Set(), far = [];
    for (const element of page.querySelectorAll('*')) {
      names.add(element.localName);
      for (const attribute of element.attributes) {
        names.add(element.localName + '@' + attribute.name);
        if (/^(on|href$|src$|srcset$|action$|xlink:href$)/.test(attribute.name)) far.push(attribute.name + '=' + attribute.value);
      }
      for (const kind of ['mouseover', 'focus', 'begin']) element.dispatchEvent(new Event(kind));
    }
    await new Promise(done => setTimeout(done, 20));
    const scripts = page.querySelectorAll('script').length;
    const requests = frame.contentWindow.performance.getEntriesByType('resource').map(r => r.name);
    seen.push({ran, names: [...names].sort(), far, scripts, requests, text: page.documentElement.textContent.length});
    frame.remove();
  }
  const out = document.createElement('pre'); out.id = 'measured'; out.textContent = JSON.stringify(seen);
  document.body.appendChild(out);
})();
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def browse(pages):
    """What the probe saw of each page, and what the browser said on its console. The pages come from a server on this
    machine, since documents opened from a disk may not look into each other."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "pages.js"), "w", encoding="utf8") as f:
            f.write("const pages = " + json.dumps(pages) + ";")
        with open(os.path.join(folder, "page.html"), "w", encoding="utf8") as f:
            f.write('<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body><script src="pages.js"></script><script>'
                    + PROBE + "</script>")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            run = subprocess.run(["chromium", *FLAGS, "--user-data-dir=" + os.path.join(folder, "profile"),
                                  f"http://127.0.0.1:{server.server_port}/page.html"], capture_output=True, timeout=600)
        finally:
            server.shutdown()
            server.server_close()
    said = run.stderr.decode("utf8", "replace")
    found = re.search(r'<pre id="measured">(.*?)</pre>', run.stdout.decode("utf8", "replace"), re.S)
    if not found:
        sys.exit("The browser measured nothing: " + said[-500:])
    seen = json.loads(html.unescape(found.group(1)))
    if len(seen) != len(pages):
        sys.exit(f"The browser measured {len(seen)} of {len(pages)} pages.")
    return seen, [line for line in said.splitlines() if "CONSOLE" in line]


def page_faults(kind, seen, known):
    """What a page did or holds that it must not. `kind` is html, svg or inline (a picture within a page)."""
    out = [f"a script ran: {ran}" for ran in seen["ran"]]
    out += [f"an attribute leads out: {far}" for far in seen["far"] if not (kind == "svg" and far.startswith("href=#"))]
    out += [f"asked for: {name}" for name in seen["requests"]]
    if seen["scripts"] != (1 if kind == "html" else 0):
        out.append(f"{seen['scripts']} scripts")
    return out + [f"new in the document: {name}" for name in seen["names"] if known is not None and name not in known]


FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
CONTROLS = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f]")


class Tags(html.parser.HTMLParser):
    """The elements that a browser would make of a text."""
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append(tag + "".join("@" + name for name, _ in attrs))

    handle_startendtag = handle_starttag

    def handle_comment(self, data):
        self.found.append("comment")

    def handle_decl(self, decl):
        self.found.append("declaration")

    def handle_pi(self, data):
        self.found.append("instruction")


def keys(value):
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values())) if value else set()
    return set().union(*map(keys, value)) if isinstance(value, list) and value else set()


def xml(text):
    """Elements and attributes of a document; it fails on what is not well-formed."""
    if FORBIDDEN.search(text):
        raise ValueError("a character that XML forbids")
    return {name for element in ET.fromstring(text).iter() for name in (element.tag, *(f"{element.tag}@{a}" for a in element.attrib))}


def kml(text):
    names = xml(text)
    for element in ET.fromstring(text).iter():
        if element.tag.endswith("}description") and Tags(element.text or "").found:
            raise ValueError(f"a description makes {Tags(element.text).found}")
    return names


def timelinejs(text):
    value = json.loads(text)
    for slide in [value.get("title", {}), *value["events"]]:
        for part in slide.get("text", {}).values():
            if set(Tags(part).found) - {"p"}:
                raise ValueError(f"a slide makes {Tags(part).found}")
    return keys(value)


def ics(text):
    lines = text.split("\r\n")
    if any(CONTROLS.search(line) or "\n" in line or len(line.encode()) > 75 for line in lines):
        raise ValueError("a line that no calendar may hold")
    whole = re.sub("\r\n ", "", text).split("\r\n")[:-1]
    names = [re.match(r"[A-Z-]+(;[A-Z]+=[A-Z]+)*(?=:)", line) for line in whole]
    if not all(names):
        raise ValueError("a line without a property")
    count = lambda start: sum(line == start for line in whole)
    uids = sum(line.startswith("UID:") for line in whole)
    if not count("BEGIN:VEVENT") == count("END:VEVENT") == uids or count("BEGIN:VCALENDAR") != 1:
        raise ValueError("events open and close unevenly")
    for line in whole:
        if line.startswith("URL:") and not re.match("URL:https?://", line):
            raise ValueError(f"an address that is none of the web: {line}")
    return {name.group() for name in names}


def table(text):
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if any(len(row) != len(rows[0]) for row in rows) or text.count("\0"):
        raise ValueError("rows of unequal length")
    return set(rows[0])


def markdown(text):
    if CONTROLS.search(text):
        raise ValueError("a control character")
    for line in text.splitlines():
        if not re.match(r"$|#{1,2} |- \*\*|  - |No events|Nearly ", line):
            raise ValueError(f"a line of its own: {line!r}")
        # What stands in a code span is shown as it is.
        bare = re.sub(r"(?<=\*\* |as )`[^`]*`", "", re.sub(r"\\.", "", line))
        if re.search(r"[<\[\]]", bare) or (">" in bare and not line.startswith("  - > ")) or "`" in bare:
            raise ValueError(f"a sign that means something: {line!r}")
    return set()


def plain(text):
    if CONTROLS.search(text):
        raise ValueError("a control character")
    return set()


READERS = {"kml": kml, "geojson": lambda text: keys(json.loads(text)), "timelinejs": timelinejs, "ics": ics, "csv": table,
           "json": lambda text: keys(json.loads(text)), "jsonl": lambda text: keys([json.loads(line) for line in text.split("\n") if line]),
           "md": markdown, "alt": plain, "svg": xml}


def text_faults(form, text, known):
    """What a reader of the form stumbles over, or finds that harmless words do not bring."""
    try:
        found = READERS[form](text)
    except Exception as error:  # Whatever a reader says is a fault of the text.
        return [f"{form}: {type(error).__name__}: {str(error)[:160]}"]
    return [f"{form}: new: {name}" for name in sorted(found - known)] if known is not None else []


class Fields:
    """The fields of a case: each holds its own mark before its payload, so that it can be found again. In turn N of R the field
    K has the payload N + R * K, so that a case with a few fields meets every payload in R turns, and each field every one where
    R is their number."""
    def __init__(self, payloads, turn, turns):
        self.payloads, self.turn, self.turns, self.marks = payloads, turn, turns, []

    def __call__(self, name):
        payload = self.payloads[(self.turn + self.turns * len(self.marks)) % len(self.payloads)]
        self.marks.append((name, f"Zq{len(self.marks):02}q"))
        return f"{self.marks[-1][1]} {payload}"


def toml(text):
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def cell(text):
    return '"' + text.replace('"', '""') + '"'


def xml_text(text):
    return html.escape(FORBIDDEN.sub("", text))


BODY = "Wali kota membuka jembatan di Palu pada Jumat (3/5/2024). Menteri bertemu warga di Bandung pada Sabtu (4/5/2024)."


def case_text(f):
    return {"a.txt": f"{f('title')}\n\nOleh {f('byline')}\n\nPalu, {f('dateline')} - {BODY} Polisi menangkap {f('actor')} di Palu "
                     f"pada Minggu (5/5/2024). \"Kami senang\", kata {f('speaker')} di Palu, Senin (6/5/2024).\n"}, ["a.txt"], []


def case_front_matter(f):
    head = "".join(f"{key}: {json.dumps(f(key), ensure_ascii=False)}\n" for key in ("title", "author", "publisher", "url"))
    return {"a.md": f"---\n{head}date: 2024-05-06\n---\n\n{BODY}\n\n> {f('quotation')}\n"}, ["a.md"], []


def case_jsonld(f):
    told = {"@type": "NewsArticle", "headline": f("headline"), "datePublished": "2024-05-06", "url": f("url"),
            "author": [{"@type": "Person", "name": f("author")}], "publisher": {"@type": "Organization", "name": f("publisher")}}
    told = json.dumps(told).replace("</", "<\\/")
    return {"a.html": f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><script type="application/ld+json">{told}</script></head>'
                      f"<body><article><h1>Jembatan</h1><p>{BODY} {BODY}</p><p>Warga {html.escape(f('text'))} di Palu, Minggu (5/5/2024).</p>"
                      f"</article></body></html>"}, ["a.html"], []


def case_meta(f):
    names = (("property", "og:title"), ("property", "og:site_name"), ("name", "author"), ("property", "og:url"))
    metas = "".join(f'<meta {kind}="{name}" content="{html.escape(f(name))}">' for kind, name in names)
    return {"a.html": f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">{metas}</head><body><article><p>{BODY}</p><p>{BODY}</p>'
                      "</article></body></html>"}, ["a.html"], []


def case_feed(f):
    return {"a.rss": f'<?xml version="1.0"?><rss version="2.0"><channel><title>{xml_text(f("channel"))}</title><item><title>'
                     f'{xml_text(f("title"))}</title><link>{xml_text(f("link"))}</link><author>{xml_text(f("author"))}</author><pubDate>'
                     f"Mon, 06 May 2024 08:00:00 +0700</pubDate><description>{xml_text('<p>' + BODY + '</p>')}</description></item>"
                     "</channel></rss>"}, ["a.rss"], []


def case_jsonl(f):
    row = {key: f(key) for key in ("id", "title", "url", "publisher", "author")}
    return {"a.jsonl": json.dumps({**row, "text": BODY, "dct": "2024-05-06", "more": f("more")}) + "\n"}, ["a.jsonl"], []


def case_csv(f):
    row = lambda day: ",".join([cell(f("id")), f"2024-05-0{day}", cell(f("label")), cell(f("place")), f"-{day}.9", f"119.{day}", "disaster",
                                cell(f("source")), cell(f("quote")), cell(f("who")), cell(f("place_id"))])
    return {"a.csv": f"id,date,label,place,lat,lon,category,source,quote,who,place_id\n{row(3)}\n{row(4)}\n"}, ["a.csv"], []


def case_csv_words(f):
    """Columns that take words of the program: whatever else stands there is refused or left out."""
    names = ("category", "edtf", "modality", "granularity", "basis", "class", "precision")
    cells = ",".join(cell(f(name)) for name in names)
    return {"a.csv": f"date,label,place,lat,lon,{','.join(names)}\n2024-05-03,Rapat,Palu,-0.9,119.8,{cells}\n"}, ["a.csv"], []


def case_geojson(f):
    feature = {"type": "Feature", "id": f("id"), "geometry": {"type": "Point", "coordinates": [119.8, -0.9]},
               "properties": {"title": f("title"), "date": "2024-05-03", "category": f("category"), "source": f("source"), "place": f("place"),
                              "quote": f("quote"), "description": f("description")}}
    return {"a.geojson": json.dumps({"type": "FeatureCollection", "features": [feature]})}, ["a.geojson"], []


def case_timelinejs(f):
    slide = {"start_date": {"year": 2024, "month": 5, "day": 3}, "unique_id": f("unique_id"), "group": f("group"),
             "text": {"headline": html.escape(f("headline")), "text": "<p>" + html.escape(f("text")) + "</p>"},
             "media": {"url": f("media"), "caption": f("caption"), "credit": f("credit")}}
    return {"a.json": json.dumps({"title": {"text": {"headline": html.escape(f("title"))}}, "events": [slide]})}, ["a.json"], []


def case_events(f):
    place = {"id": f("place id"), "name": f("place"), "lat": -0.9, "lon": 119.8, "class": f("class"), "country": "ID"}
    event = {"id": f("id"), "label": f("label"), "category": "meeting", "modality": "asserted",
             "when": {"earliest": "2024-05-03", "latest": "2024-05-03", "edtf": "2024-05-03", "granularity": "day", "basis": "own"},
             "where": [{"place": place, "precision": "city", "role": "event-site", "basis": "own"}],
             "who": [{"name": f("who"), "role": "agent"}], "attribution": {"source": f("attribution"), "verb": f("verb")},
             "sources": [{"doc": "a", "quote": f("quote")}]}
    document = {"schema": "linimasa/1", "id": "a", "title": f("title"), "lang": "id", "url": f("url"), "publisher": f("publisher"),
                "dct": {"value": "2024-05-06", "source": "option", "confidence": 1.0}}
    return {"a.json": json.dumps({"schema": "linimasa/1", "documents": [document], "events": [event]})}, ["a.json"], []


def case_gazetteer(f):
    rows = [f"{cell(f('name'))},-0.95,119.9,city,ID,zq-1,Kotazaqi,500000,add", f"Kotaruqi,-1.4,120.7,city,ID,{cell(f('id'))},{cell(f('alias'))},500000,add"]
    text = "Wali kota membuka jembatan di Kotazaqi pada Jumat (3/5/2024). Menteri bertemu warga di Kotaruqi pada Sabtu (4/5/2024)."
    return {"a.txt": text, "g.csv": "name,lat,lon,class,country,id,aliases,population,action\n" + "\n".join(rows) + "\n"}, ["a.txt"], \
        ["--gazetteer", "g.csv"]


def case_edits(f):
    edits = f"[[edit]]\nquote = \"membuka jembatan di Palu\"\nlabel = {toml(f('label'))}\nwho = [{toml(f('who'))}]\n\n" \
            f"[[add]]\nlabel = {toml(f('added'))}\ndate = \"2024-05-07\"\nplace = \"Palu\"\n"
    return {"a.txt": BODY, "a.edits.toml": edits}, ["a.txt"], []


def case_labels(f):
    with open("src/lang/packs/id/page.tsv", encoding="utf8") as table:
        rows = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")][1:]
    labels = "".join(f"{toml(row[0])} = {toml(f(row[0]))}\n" for row in rows if len(row) > 1 and "{" not in row[1])
    return {"a.txt": BODY, "linimasa.toml": "[theme.labels]\n" + labels}, ["a.txt"], ["--config", "linimasa.toml"]


def case_colour(f):
    return {"a.txt": BODY, "linimasa.toml": f"[theme.light]\nink = {toml('#102030' + f('colour'))}\n"}, ["a.txt"], ["--config", "linimasa.toml"]


def case_logo(f):
    # Pictures within a logo are refused, which a test of the scene holds; everything else must come out harmless.
    text = xml_text(f("id"))
    logo = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ' \
           f'width="80" height="20" onload="top.hit(90)"><style>rect{{fill:red}} {text}</style><defs><linearGradient id="{text}"><stop ' \
           f'stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient><filter id="f"><feFlood flood-color="#0f0"/>' \
           f'</filter><pattern id="p" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="4" height="4"/>' \
           f'</pattern></defs><a xlink:href="javascript:top.hit(91)"><rect width="30" height="20" ' \
           f'fill="url(#{text})" onclick="top.hit(92)"/></a><rect id="{text}" class="{text}" width="9" height="9" style="{text}"/><rect ' \
           f'width="9" height="9" fill="url(#p)" filter="url(#f)"/><foreignObject><script xmlns="http://www.w3.org/1999/xhtml">top.hit(93)' \
           f"</script></foreignObject><title>{text}</title></svg>"
    return {"a.txt": BODY, "l.svg": logo, "linimasa.toml": "[theme]\nlogo = \"l.svg\"\n"}, ["a.txt"], ["--config", "linimasa.toml"]


def case_option(f):
    return {"a.txt": BODY}, ["a.txt"], ["--title", f("title").replace("\0", "")]


def case_file_name(f):
    name = re.sub(r"[/\0]", "", f("name")).encode()[:180].decode("utf8", "ignore") + ".txt"
    return {name: BODY + " Kopi."}, [name], []


CASES = {name[5:]: value for name, value in list(globals().items()) if name.startswith("case_")}
# What only the pictures take, what is refused whatever it says, and fields that no output has to show.
PICTURES_ALONE = {"labels", "colour", "logo", "option"}
REFUSED = {"colour", "csv_words"}
FORMS = ("kml", "geojson", "timelinejs", "ics", "csv", "json", "jsonl", "md")
OTHER_PICTURES = {"outlines": ["brief", "-f", "svg", "--text", "outlines", "--theme", "dark"], "timeline": ["timeline"], "map": ["map"]}
PICTURES = ("brief", *OTHER_PICTURES)
EACH = 3  # outputs besides the briefing and the page for each payload of each case


def run(folder, args):
    done = subprocess.run([BINARY, *args], cwd=folder, capture_output=True, timeout=120, stdin=subprocess.DEVNULL)
    said = done.stderr.decode("utf8", "replace")
    if done.returncode not in (0, 1, 2, 3) or "panicked" in said:
        return None, f"exit code {done.returncode}: {said[-300:]}"
    return (done.stdout.decode("utf8") if done.returncode == 0 else None), said


def outputs(case, fields, at):
    """Outputs of a case, as (form, text); what was refused is left out, what broke is a fault. The briefing and
    the page come each time, and the other outputs in turn, so that each payload and each case meets all of them."""
    files, inputs, options = CASES[case](fields)
    out, faults = [], []
    others = [[*args, "--no-embed-fonts"] for args in OTHER_PICTURES.values()]
    rest = list(zip(OTHER_PICTURES, others))
    if case not in PICTURES_ALONE:
        rest += [(form, ["extract", "-f", form]) for form in FORMS]
    asked = [("brief", ["brief", "-f", "svg"]), ("alt", ["brief", "-o", "b.svg", "--alt", "b.alt"]), ("page", ["brief", "-f", "html"])]
    asked += rest if at is None else [rest[(at * EACH + more) % len(rest)] for more in range(EACH)]
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            with open(os.path.join(folder, name), "wb") as f:
                f.write(content.encode("utf8"))
        for name, args in asked:
            to = [] if args[0] == "extract" or "-o" in args else ["-o", "-"]
            text, said = run(folder, [*args, *to, *options, "--", *inputs])
            if name == "alt" and text is not None:
                with open(os.path.join(folder, "b.alt"), encoding="utf8", newline="") as f:
                    out.append((name, f.read()))
            elif text is not None:
                out.append((name, text))
            elif said.startswith("exit code"):
                faults.append(f"{name}: {said}")
    return fields, out, faults


def kinds(name, text):
    """The ways in which a browser may open an output."""
    if name == "page":
        return [("html", "text/html;charset=utf-8", text)]
    if name in PICTURES:
        whole = '<!doctype html><html lang="id"><head><meta charset="utf-8"><title>x</title></head><body>' + text + "</body></html>"
        return [("svg", "image/svg+xml", text), ("inline", "text/html;charset=utf-8", whole)]
    return []


def reader_of(name):
    return "svg" if name in PICTURES else name


def self_test():
    """Broken pages and texts must be found."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
    pages = [("svg", "image/svg+xml", svg.format("<script>top.hit(1)</script>")),
             ("svg", "image/svg+xml", svg.replace("<svg", '<svg onload="top.hit(1)"').format("")),
             ("svg", "image/svg+xml", svg.format("<g>")), ("svg", "image/svg+xml", svg.format("<zqel/>")),
             ("svg", "image/svg+xml", svg.format('<image href="https://a.example/x.png"/>')),
             ("html", "text/html", "<script></script><img src=x onerror=top.hit(1)>"), ("html", "text/html", "<script></script><p zqat>"),
             ("html", "text/html", "<p>"), ("inline", "text/html", svg.format("<title><img src=x onerror=top.hit(1)></title>"))]
    known = {"html", "head", "body", "script", "p", "svg", "svg@xmlns", "svg@width", "svg@height", "g", "title"}
    seen, said = browse([(kind, text) for _, kind, text in pages] + [("text/html", "<script>throw 1</script>")])
    missed = [page for page, one in zip(pages, seen) if not page_faults(page[0], one, known)]
    good = page_faults("svg", browse([("image/svg+xml", svg.format("<title>a</title>"))])[0][0], known)
    texts = [("svg", svg.format("<g>")), ("svg", svg.format("\x01")), ("kml", "<a><b/></a>"), ("kml", "<a>"), ("json", '{"b": 1}'),
             ("timelinejs", '{"events": [{"text": {"headline": "<b>"}}]}'), ("csv", "a,b\n1\n"), ("md", "- **<b>**\n"), ("md", "\n<b>\n"),
             ("ics", "BEGIN:VCALENDAR\r\nX-ZQ\r\nEND:VCALENDAR\r\n"), ("ics", "BEGIN:VCALENDAR\r\nURL:javascript:1\r\n"), ("alt", "a\x1b[m")]
    missed += [text for text in texts if not text_faults(text[0], text[1], {"a", "events", "text", "headline"})]
    if missed or good or not said:
        sys.exit(f"The check is blind: {missed}, {good}, {said}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", type=lambda names: names.split(","), default=list(CASES))
    parser.add_argument("--turns", type=int, default=7)
    parsed = parser.parse_args()
    only, turns = parsed.only, parsed.turns
    self_test()
    with open(".ci/injection_payloads.json", encoding="utf8") as f:
        payloads = [payload for _, payload in json.load(f)]
    asked = [(case, "harmless", Fields([HARMLESS], 0, 1), None) for case in only]
    asked += [(case, f"turn {turn}", Fields(payloads, turn + list(CASES).index(case), turns), number * turns + turn)
              for number, case in enumerate(only) for turn in range(turns)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        made = list(pool.map(lambda row: outputs(row[0], *row[2:]), asked))
    pages = [(row, name, kind, media, text) for row, (_, out, _) in zip(asked, made) for name, text in out
             for kind, media, text in kinds(name, text)]
    faults, seen = [], []
    for at in range(0, len(pages), BATCH):
        batch = pages[at:at + BATCH]
        found, said = browse([(media, text) for *_, media, text in batch])
        seen += found
        faults += [f"console, {batch[0][0][:2]} to {batch[-1][0][:2]}: {line}" for line in said]
    # What harmless words bring in any case may be there in every case.
    shapes = {}
    for (row, _, kind, *_), one in zip(pages, seen):
        if row[1] == "harmless":
            shapes.setdefault(kind, set()).update(one["names"])
    known = {}
    for (case, title, *_), (_, out, _) in zip(asked, made):
        for name, text in out if title == "harmless" else []:
            try:
                known.setdefault(reader_of(name), set()).update(READERS[reader_of(name)](text) if name != "page" else set())
            except Exception as error:
                faults.append(f"{case}, harmless, {name}: {error}")
    for ((case, title, *_), name, kind, *_), one in zip(pages, seen):
        faults += [f"{case}, {title}, {name} as {kind}: {fault}" for fault in page_faults(kind, one, shapes.get(kind, set()))]
    reached, drawn = {}, {}
    for (case, title, *_), (fields, out, broken) in zip(asked, made):
        faults += [f"{case}, {title}: {fault}" for fault in broken]
        drawn[case] = drawn.get(case, 0) + bool(out)
        for name, text in out:
            if name != "page":
                faults += [f"{case}, {title}, {fault}" for fault in text_faults(reader_of(name), text, known.get(reader_of(name), set()))]
        for field, mark in fields.marks:
            places = reached.setdefault((case, field), set())
            places.update(name for name, text in out if mark in text)
    for case, count in drawn.items():
        if (count == 0) != (case in REFUSED):
            faults.append(f"{case}: {count} of {turns + 1} turns were drawn")
    nowhere = [f"{case}.{field}" for (case, field), places in reached.items() if not places and case not in REFUSED]
    for fault in faults:
        print(fault)
    print(f"{len(only)} kinds of input, {len(reached)} fields, {len(payloads)} payloads in {turns} turns: {len(pages)} pages in the browser, "
          f"{sum(len(out) for _, out, _ in made)} outputs, {len(faults)} faults. Shown nowhere: {', '.join(nowhere) or 'none'}.")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
