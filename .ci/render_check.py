#!/usr/bin/env python3
"""Measures pictures in headless Chromium: the sample articles, the tables of events and a story of seven articles in every
size and both themes, the gallery, 300 random maps and 200 random timelines and briefings. No two texts overlap, no text
lies on furniture, on a mark or under a leader, none lies outside the page or the map's frame, each has a contrast of 4.5
against what is painted under it (WCAG AA), every number and name that a map must show is there, and the embedded fonts
are the ones used.

Usage: python3 .ci/render_check.py [--only articles|tables|gallery|random] [--maps N] [--timelines N]. LINIMASA_BIN names another binary, with its
example beside it. Many pictures share one
start of the browser, each in a frame of its own, so that their fonts and ids stay apart."""
import argparse, glob, html, json, os, re, subprocess, sys, tempfile

BINARY = os.environ.get("LINIMASA_BIN", "target/release/linimasa")
RANDOM = os.path.join(os.path.dirname(BINARY), "examples/random_pictures")
BATCH = 40  # pictures for one start of the browser
PROBE = """
(async () => {
  const box = e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
  const seen = [];
  const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
  const light = c => c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  for (const source of pictures) {
    const frame = document.createElement('iframe');
    frame.style = 'border:0;width:1700px;height:1200px';
    const loaded = new Promise(done => frame.onload = done);
    frame.srcdoc = '<!doctype html><meta charset="utf-8"><body style="margin:0">' + source;
    document.body.appendChild(frame);
    await loaded;
    const page = frame.contentDocument, svg = page.querySelector('svg');
    svg.getBoundingClientRect();
    await page.fonts.ready;
    const whole = svg.getBoundingClientRect();
    const row = { w: whole.width, h: whole.height, faces: [...page.fonts].map(f => f.family + ' ' + f.status) };
    const detail = svg.querySelector('#layer-map-detail');
    row.rows = [...svg.querySelectorAll('text')].map(t =>
      [t.textContent, ...box(t), detail && detail.contains(t) ? 1 : 0, t.closest('#layer-map') ? 1 : 0, t.closest('#layer-map-sizes') ? 1 : 0]);
    // Furniture: the globe as a circle, the frame of the detail as a box. Marks: the dot of each pin.
    const globe = svg.querySelector('#layer-map-inset > circle');
    row.globe = globe ? box(globe) : null;
    const edge = detail ? [...detail.querySelectorAll(':scope > rect')].pop() : null;
    row.detail = edge ? box(edge) : null;
    row.dots = [...svg.querySelectorAll('.pin > circle:first-child')].map(c => [...box(c), detail && detail.contains(c) ? 1 : 0]);
    // The stroke through the number of a denied event is a path too, and broader than a leader.
    const leaders = [...svg.querySelectorAll('.pin > path, #layer-map-area-labels > path')]
      .filter(p => p.getAttribute('stroke-width') === '1' && p.getAttribute('fill') === 'none');
    row.leaders = leaders.map(p => {
      const long = p.getTotalLength(), m = p.getScreenCTM(), points = [];
      for (let at = 0; at <= long; at += 3) { const q = p.getPointAtLength(at).matrixTransform(m); points.push([q.x, q.y]); }
      return [detail && detail.contains(p) ? 1 : 0, points];
    });
    // The map's frame is the rectangle that its group is clipped to.
    const clipped = svg.querySelector('#layer-map g[clip-path]');
    const clip = clipped ? page.querySelector(clipped.getAttribute('clip-path').slice(4, -1) + ' rect') : null;
    row.map = null;
    if (clip) {
      const m = clipped.getScreenCTM(), v = k => clip[k].baseVal.value;
      row.map = [m.a * v('x') + m.e, m.d * v('y') + m.f, m.a * (v('x') + v('width')) + m.e, m.d * (v('y') + v('height')) + m.f];
    }
    // Leaders of a scaled axis: thin paths with bends and no fill.
    const bent = [...svg.querySelectorAll('#layer-timeline > path[fill="none"]')]
      .filter(p => p.getAttribute('stroke-width') === '1' && p.hasAttribute('stroke-opacity'));
    row.bent = bent.map(p => {
      const long = p.getTotalLength(), m = p.getScreenCTM(), points = [];
      for (let at = 0; at <= long; at += 3) { const q = p.getPointAtLength(at).matrixTransform(m); points.push([q.x, q.y]); }
      return points;
    });
    // What is painted under a text, from the top down until something hides all below it.
    frame.style.height = Math.ceil(whole.height) + 'px';
    row.low = [];
    for (const t of svg.querySelectorAll('text')) {
      const [x0, y0, x1, y1] = box(t);
      for (const part of [0.08, 0.5, 0.92]) {
        const stack = page.elementsFromPoint(x0 + (x1 - x0) * part, (y0 + y1) / 2);
        const from = stack.indexOf(t);
        if (from < 0) continue;
        const layers = [];
        for (const e of stack.slice(from + 1)) {
          const fill = e.getAttribute('fill') || '';
          if (e.tagName === 'text' || !fill.startsWith('#')) continue;
          const seen_through = parseFloat(e.getAttribute('fill-opacity') || '1');
          layers.push([rgb(fill), seen_through]);
          if (seen_through >= 1) break;
        }
        const paper = layers.reverse().reduce((under, [c, a]) => c.map((v, i) => v * a + under[i] * (1 - a)), [255, 255, 255]);
        const [a, b] = [light(rgb(t.getAttribute('fill'))), light(paper)];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) { row.low.push([t.textContent, contrast]); break; }
      }
    }
    const key = svg.querySelector('#layer-map-key');
    row.key = key ? box(key) : null;
    seen.push(row);
    frame.remove();
  }
  const out = document.createElement('pre'); out.id = 'measured'; out.textContent = JSON.stringify(seen);
  document.body.appendChild(out);
})();
"""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--window-size=1700,1200", "--virtual-time-budget=600000", "--dump-dom"]
SIZES = ("wide", "a4", "a3", "square", "story", "mobile")
SLACK = 1.0  # px: rounding of the browser's boxes
LEADING = 0.2  # a line box is taller than its glyphs; so much of it above and below is empty


def measure(sources):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "pictures.js"), "w", encoding="utf8") as f:
            f.write("const pictures = " + json.dumps(sources) + ";")
        page = os.path.join(folder, "page.html")
        with open(page, "w", encoding="utf8") as f:
            f.write('<!doctype html><meta charset="utf-8"><body><script src="pictures.js"></script><script>' + PROBE + "</script>")
        run = subprocess.run(["chromium", *FLAGS, "--user-data-dir=" + os.path.join(folder, "profile"), "file://" + page],
                             capture_output=True, timeout=600)
    found = re.search(r'<pre id="measured">(.*?)</pre>', run.stdout.decode("utf8", "replace"), re.S)
    if not found:
        sys.exit("The browser measured nothing: " + run.stderr.decode("utf8", "replace")[-500:])
    seen = json.loads(html.unescape(found.group(1)))
    if len(seen) != len(sources):
        sys.exit(f"The browser measured {len(seen)} of {len(sources)} pictures.")
    return seen


def inner(row):
    """The box of a text's glyphs."""
    _, x0, y0, x1, y1 = row[:5]
    lead = (y1 - y0) * LEADING
    return x0 + SLACK, y0 + lead, x1 - SLACK, y1 - lead


def meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def on_circle(text, circle):
    x, y, r = (circle[0] + circle[2]) / 2, (circle[1] + circle[3]) / 2, (circle[2] - circle[0]) / 2
    near_x, near_y = min(max(x, text[0]), text[2]), min(max(y, text[1]), text[3])
    return (near_x - x) ** 2 + (near_y - y) ** 2 < (r - SLACK) ** 2


def faults(seen, expected):
    rows, out = seen["rows"], []
    boxes = [inner(row) for row in rows]
    for i, (row, text) in enumerate(zip(rows, boxes)):
        name = repr(row[0])
        if row[1] < -SLACK or row[2] < -SLACK or row[3] > seen["w"] + SLACK or row[4] > seen["h"] + SLACK:
            out.append(f"outside the page: {name}")
        for other, b in zip(rows[:i], boxes[:i]):
            if text[0] + SLACK < b[2] and b[0] + SLACK < text[2] and text[1] < b[3] and b[1] < text[3]:
                out.append(f"overlap: {name} and {other[0]!r}")
        for points in seen["bent"]:
            if any(text[0] < x < text[2] and text[1] < y < text[3] for x, y in points):
                out.append(f"under a leader of the axis: {name}")
        inset, mapped, _ = row[5:]
        if not mapped:
            continue
        if seen["globe"] and on_circle(text, seen["globe"]):
            out.append(f"on the globe: {name}")
        if seen["detail"] and not inset and meet(text, seen["detail"]):
            out.append(f"on the enlarged part: {name}")
        for *dot, inside in seen["dots"]:
            hidden = seen["detail"] and not inside and meet(dot, seen["detail"])
            if inside == inset and not hidden and on_circle(text, dot):
                out.append(f"on a mark: {name}")
        for inside, points in seen["leaders"]:
            if inside == inset and any(text[0] < x < text[2] and text[1] < y < text[3] for x, y in points):
                out.append(f"under a leader: {name}")
        within = [box for box in (seen["map"], seen["key"]) if box]
        if within and not any(b[0] - SLACK <= row[1] and row[3] <= b[2] + SLACK and b[1] - SLACK <= row[2] + (row[4] - row[2]) * LEADING
                              and row[4] - (row[4] - row[2]) * LEADING <= b[3] + SLACK for b in within):
            out.append(f"outside the map's frame: {name}")
    out += [f"contrast {contrast:.2f}: {text!r}" for text, contrast in seen["low"]]
    # The examples of the key of sizes are no numbers of events.
    texts = [row[0] for row in rows if not row[7]]
    if expected and seen["map"]:
        texts = [row[0] for row in rows if row[6] and not row[7]]
    joined = "".join("".join(texts).upper().split())
    for word in expected:
        shown = word in texts if word.isdigit() else "".join(word.upper().split()) in joined
        if not shown:
            out.append(f"not shown: {word!r}")
    return out


def articles():
    found = sorted(glob.glob("tests/articles/*/article.txt"))
    if not found:
        sys.exit("There is no sample article under tests/articles.")
    for article in found:
        for command in ("brief", "timeline", "map"):
            for size in SIZES:
                for theme in ("light", "dark"):
                    name = f"{command} {article} {size} {theme}"
                    run = subprocess.run([BINARY, command, article, "-o", "-", "--size", size, "--theme", theme], capture_output=True)
                    if run.returncode != 0:
                        sys.exit(f"{name}: " + run.stderr.decode("utf8", "replace"))
                    yield name, run.stdout.decode("utf8"), []


def tables():
    """One event, three, eight, fifteen, forty, two hundred; a day by the minute, three thousand years, nothing certain, long
    words, English; and seven articles of one story."""
    found = sorted(glob.glob("tests/timelines/*.csv"))
    if len(found) < 11:
        sys.exit(f"tests/timelines holds {len(found)} tables; eleven are measured.")
    stories = sorted(folder for folder in glob.glob("tests/gallery/*/") if len(glob.glob(folder + "*.txt")) >= 7)
    if not stories:
        sys.exit("No story of seven articles under tests/gallery.")
    for table in found + stories:
        for size in SIZES:
            for theme in ("light", "dark"):
                for command in ("timeline", "brief"):
                    name = f"{command} {table} {size} {theme}"
                    run = subprocess.run([BINARY, command, table, "-o", "-", "--size", size, "--theme", theme, "--show", "all"],
                                         capture_output=True)
                    if run.returncode != 0:
                        sys.exit(f"{name}: " + run.stderr.decode("utf8", "replace"))
                    yield name, run.stdout.decode("utf8"), []


def gallery():
    for kept in sorted(glob.glob("output/gallery/*.svg")):
        with open(kept, encoding="utf8") as f:
            yield kept, f.read(), []


def random(maps, timelines):
    if "LINIMASA_BIN" not in os.environ:
        subprocess.run(["cargo", "build", "--locked", "--release", "--example", "random_pictures"], check=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([RANDOM, folder, str(maps), str(timelines)], check=True)
        found = sorted(glob.glob(os.path.join(folder, "*.svg")))
        if len(found) != maps + timelines:
            sys.exit(f"{len(found)} random pictures were drawn, and {maps + timelines} were asked for.")
        for path in found:
            with open(path, encoding="utf8") as f, open(path[:-4] + ".expected", encoding="utf8") as g:
                yield "random " + os.path.basename(path), f.read(), [line for line in g.read().split("\n") if line]


def batches(pictures):
    batch = []
    for picture in pictures:
        batch.append(picture)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=("articles", "tables", "gallery", "random"))
    parser.add_argument("--maps", type=int, default=300)
    parser.add_argument("--timelines", type=int, default=200)
    asked = parser.parse_args()
    sources = {"articles": articles, "tables": tables, "gallery": gallery, "random": lambda: random(asked.maps, asked.timelines)}
    bad = count = texts = 0
    for kind, pictures in sources.items():
        if asked.only not in (None, kind):
            continue
        for batch in batches(pictures()):
            for (name, source, expected), seen in zip(batch, measure([source for _, source, _ in batch])):
                found = faults(seen, expected)
                if "@font-face" in source and not any(face.endswith(" loaded") for face in seen["faces"]):
                    found.append("no embedded font was loaded: " + ", ".join(seen["faces"]))
                for fault in found:
                    print(f"FALLS {name}: {fault}")
                bad, count, texts = bad + len(found), count + 1, texts + len(seen["rows"])
    if texts == 0:
        sys.exit("The pictures hold no text at all; nothing was measured.")
    print(f"{count} pictures, {texts} texts, {bad} faults")
    sys.exit(bad > 0)


main()
