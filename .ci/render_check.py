#!/usr/bin/env python3
"""Draws the sample articles in every size and both themes and measures each picture, and each of the gallery, in headless Chromium:
no two texts overlap, no text lies outside the page, and the embedded fonts are the ones used."""
import glob, html, json, os, re, subprocess, sys, tempfile

BINARY = "target/release/linimasa"
PROBE = """
(async () => {
  await document.fonts.ready;
  const svg = document.querySelector('svg');
  const page = svg.getBoundingClientRect();
  const rows = [...svg.querySelectorAll('text')].map(t => { const b = t.getBoundingClientRect();
    return [t.textContent, b.left - page.left, b.top - page.top, b.right - page.left, b.bottom - page.top]; });
  const out = document.createElement('pre'); out.id = 'measured';
  const faces = [...document.fonts].map(f => f.family + ' ' + f.status);
  out.textContent = JSON.stringify({ w: page.width, h: page.height, rows, faces });
  document.body.appendChild(out);
})();
"""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--window-size=1700,1200", "--virtual-time-budget=4000", "--dump-dom"]


def measure(svg, folder):
    page = os.path.join(folder, "page.html")
    with open(page, "w", encoding="utf8") as f:
        f.write('<!doctype html><meta charset="utf-8"><body style="margin:0">' + svg + "<script>" + PROBE + "</script>")
    with tempfile.TemporaryDirectory() as profile:
        run = subprocess.run(["chromium", *FLAGS, "--user-data-dir=" + profile, "file://" + page], capture_output=True, timeout=120)
    dom = run.stdout.decode("utf8", "replace")
    found = re.search(r'<pre id="measured">(.*?)</pre>', dom, re.S)
    if not found:
        sys.exit("The browser measured nothing: " + run.stderr.decode("utf8", "replace")[-500:])
    return json.loads(html.unescape(found.group(1)))


def faults(seen, slack=1.0):
    rows, out = seen["rows"], []
    for i, (text, x0, y0, x1, y1) in enumerate(rows):
        if x0 < -slack or y0 < -slack or x1 > seen["w"] + slack or y1 > seen["h"] + slack:
            out.append(f"outside the page: {text!r}")
        # The line box is taller than its glyphs; a quarter of its height is leading.
        for other, a0, b0, a1, b1 in rows[:i]:
            lead, lead2 = (y1 - y0) * 0.2, (b1 - b0) * 0.2
            if x0 + slack < a1 and a0 + slack < x1 and y0 + lead < b1 - lead2 and b0 + lead2 < y1 - lead:
                out.append(f"overlap: {text!r} and {other!r}")
    return out


def main():
    bad = count = texts = 0
    articles = sorted(glob.glob("tests/articles/*/article.txt"))
    if not articles:
        sys.exit("There is no sample article under tests/articles.")
    with tempfile.TemporaryDirectory() as folder:
        for article in articles:
            for command in ("brief", "timeline", "map"):
                for size in ("wide", "a4", "mobile"):
                    for theme in ("light", "dark"):
                        run = subprocess.run([BINARY, command, article, "-o", "-", "--size", size, "--theme", theme], capture_output=True)
                        if run.returncode != 0:
                            sys.exit(f"{command} {article} {size}: " + run.stderr.decode("utf8", "replace"))
                        seen = measure(run.stdout.decode("utf8"), folder)
                        found = faults(seen)
                        if command == "brief" and not any(face.endswith(" loaded") for face in seen["faces"]):
                            found.append("no embedded font was loaded: " + ", ".join(seen["faces"]))
                        for fault in found:
                            print(f"FALLS {command} {article} {size} {theme}: {fault}")
                        bad, count, texts = bad + len(found), count + 1, texts + len(seen["rows"])
        for kept in sorted(glob.glob("output/gallery/*.svg")):
            with open(kept, encoding="utf8") as f:
                seen = measure(f.read(), folder)
            found = faults(seen)
            for fault in found:
                print(f"FALLS {kept}: {fault}")
            bad, count, texts = bad + len(found), count + 1, texts + len(seen["rows"])
    if texts == 0:
        sys.exit("The pictures hold no text at all; nothing was measured.")
    print(f"{count} pictures, {texts} texts, {bad} faults")
    sys.exit(bad > 0)


main()
