#!/usr/bin/env python3
"""Opens the HTML page of every sample article in headless Chromium, works it by keyboard, mouse and filter, and fails on
any script error, any request, any link between event, map and sentence that does not light, and any page over 400 KB."""
import glob, html, json, os, re, subprocess, sys, tempfile

BINARY = os.environ.get("LINIMASA_BIN", "target/release/linimasa")
LIMIT = 400_000
CATCH = "<script>window.faults=[];window.onerror=function(m){faults.push(String(m))};" \
        "document.addEventListener('securitypolicyviolation',function(e){faults.push('blocked '+e.blockedURI)});</script>"
PROBE = """<script>
(function probe() {
  // A window gets its focus from the browser when the page is already running; before that no focus event is sent.
  if (!document.hasFocus()) return setTimeout(probe, 20);
  const events = [...document.querySelectorAll('li.event')], seen = {};
  const lit = () => events.filter(e => e.classList.contains('lit')).map(e => e.dataset.n);
  const press = (on, key) => on.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  seen.events = events.length;
  events[0].querySelector('button').focus();
  seen.first = lit();
  seen.sentences = document.querySelectorAll('.sentence.lit').length;
  press(document.activeElement, 'ArrowDown');
  seen.second = lit();
  press(document.activeElement, 'ArrowUp');
  document.activeElement.click();
  seen.jumped = document.activeElement.classList.contains('sentence');
  press(document, 'Escape');
  seen.back = document.activeElement.className;
  press(document, 'Escape');
  seen.none = lit();
  const mark = document.querySelector('.map svg.light .pin, .map svg.light .area');
  if (mark) {
    mark.dispatchEvent(new MouseEvent('mouseenter'));
    seen.marked = lit(); seen.of = mark.getAttribute('data-events').split(' ');
    seen.dim = document.querySelectorAll('.map svg.light .dim').length;
    seen.marks = document.querySelectorAll('.map svg.light .pin, .map svg.light .area').length;
    mark.dispatchEvent(new MouseEvent('mouseleave'));
  }
  const form = document.querySelector('.filters form'), box = form.querySelector('input[name=kind]');
  if (box) {
    box.checked = false; form.dispatchEvent(new Event('input'));
    seen.left = events.filter(e => !e.hidden).length;
    seen.same = events.filter(e => !e.hidden && e.dataset.kind === box.value).length;
    seen.said = document.querySelector('[role=status]').textContent;
    box.checked = true; form.dispatchEvent(new Event('input'));
  }
  const last = events.map(e => e.dataset.to || e.dataset.from).sort().pop();
  if (form.elements.from && last) {
    form.elements.from.value = last; form.dispatchEvent(new Event('input'));
    seen.late = events.filter(e => !e.hidden).length;
    form.elements.from.value = ''; form.dispatchEvent(new Event('input'));
  }
  seen.all = events.filter(e => !e.hidden).length;
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  seen.twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  seen.requests = performance.getEntriesByType('resource').length;
  seen.wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  seen.faults = faults;
  const out = document.createElement('pre'); out.id = 'measured'; out.textContent = JSON.stringify(seen);
  document.body.appendChild(out);
})();
</script>"""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--virtual-time-budget=4000", "--dump-dom"]


def work(page, width, folder):
    """What the probe saw. Virtual time may run out before a busy machine gives the window its focus, so a run that
    measured nothing is tried again, and five such runs are a failure."""
    path = os.path.join(folder, "page.html")
    with open(path, "w", encoding="utf8") as f:
        f.write(page.replace("<body>", "<body>" + CATCH, 1).replace("</body>", PROBE + "</body>", 1))
    for _ in range(5):
        with tempfile.TemporaryDirectory() as profile:
            flags = FLAGS + [f"--window-size={width},900", "--user-data-dir=" + profile]
            run = subprocess.run(["chromium", *flags, "file://" + path], capture_output=True, timeout=120)
        found = re.search(r'<pre id="measured">(.*?)</pre>', run.stdout.decode("utf8", "replace"), re.S)
        if found:
            return json.loads(html.unescape(found.group(1)))
    sys.exit("The browser measured nothing: " + run.stderr.decode("utf8", "replace")[-500:])


def faults(seen):
    out = [f"script: {fault}" for fault in seen["faults"]]
    wants = [("one event is lit by focus", len(seen["first"]) == 1), ("its sentence is lit", seen["sentences"] == 1),
             ("the arrow goes on", seen["events"] < 2 or seen["second"] != seen["first"]),
             ("a click leads to the sentence", seen["jumped"]), ("Escape leads back", "head" in seen["back"]),
             ("a second Escape lets go", seen["none"] == []), ("no id stands twice", seen["twice"] == []),
             ("nothing is requested", seen["requests"] == 0), ("nothing is wider than the window", seen["wide"] <= 0),
             ("all come back", seen["all"] == seen["events"])]
    if "marked" in seen:
        wants.append(("a mark lights one of its events", len(seen["marked"]) == 1 and seen["marked"][0] in seen["of"]))
        wants.append(("other marks step back", seen["marks"] < 2 or 0 < seen["dim"] < seen["marks"]))
    if "left" in seen:
        wants.append(("a category is hidden and counted",
                      seen["same"] == 0 and seen["left"] < seen["events"] and seen["said"].startswith(str(seen["left"]))))
    if "late" in seen:
        wants.append(("time filters", 0 < seen["late"] <= seen["events"]))
    return out + [f"not so: {what}" for what, holds in wants if not holds]


def main():
    articles = sorted(glob.glob("tests/articles/*/article.txt"))
    if not articles:
        sys.exit("There is no sample article under tests/articles.")
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for article in articles:
            run = subprocess.run([BINARY, "brief", article, "-f", "html", "-o", "-"], capture_output=True)
            if run.returncode:
                sys.exit(f"{article}: {run.stderr.decode()}")
            found = [f"{len(run.stdout)} bytes are more than {LIMIT}"] if len(run.stdout) > LIMIT else []
            for width in (1400, 420):
                found += [f"{width} px: {fault}" for fault in faults(work(run.stdout.decode("utf8"), width, folder))]
            for fault in found:
                print(f"{article}: {fault}")
            bad += len(found)
    print(f"{len(articles)} pages in two widths, {bad} faults.")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
