(function () {
  "use strict";
  var events = Array.prototype.slice.call(document.querySelectorAll("li.event"));
  var marks = Array.prototype.slice.call(document.querySelectorAll(".pin,.area"));
  var form = document.querySelector(".filters form");
  var status = document.querySelector("[role=status]");
  var chosen = null;

  function numbers(mark) { return (mark.getAttribute("data-events") || "").split(" "); }

  // Lights one event: its entry, its marks on the map and its sentence; nothing for null.
  function light(event) {
    events.forEach(function (e) { e.classList.toggle("lit", e === event); });
    marks.forEach(function (m) { m.classList.toggle("dim", !!event && numbers(m).indexOf(event.dataset.n) < 0); });
    document.querySelectorAll(".sentence.lit").forEach(function (s) { s.classList.remove("lit"); });
    var sentence = event && document.getElementById(event.dataset.sentence || "");
    if (sentence) { sentence.classList.add("lit"); }
    return sentence;
  }

  function shown() { return events.filter(function (e) { return !e.hidden; }); }

  events.forEach(function (event) {
    var head = event.querySelector("button");
    event.addEventListener("mouseenter", function () { light(event); });
    event.addEventListener("mouseleave", function () { light(chosen); });
    head.addEventListener("focus", function () { chosen = event; light(event); });
    head.addEventListener("click", function () {
      chosen = event;
      var sentence = light(event);
      if (sentence) { sentence.scrollIntoView({ block: "center" }); sentence.focus({ preventScroll: true }); }
    });
    head.addEventListener("keydown", function (press) {
      var step = press.key === "ArrowDown" ? 1 : press.key === "ArrowUp" ? -1 : 0;
      if (!step) { return; }
      press.preventDefault();
      var all = shown(), next = all[all.indexOf(event) + step];
      if (next) { next.querySelector("button").focus(); }
    });
  });

  document.addEventListener("keydown", function (press) {
    if (press.key !== "Escape" || !chosen) { return; }
    if (document.activeElement && document.activeElement.classList.contains("sentence")) {
      chosen.querySelector("button").focus();
    } else {
      document.activeElement.blur(); chosen = null; light(null);
    }
  });

  marks.forEach(function (mark) {
    function first() {
      return shown().filter(function (e) { return numbers(mark).indexOf(e.dataset.n) >= 0; })[0];
    }
    mark.addEventListener("mouseenter", function () { light(first() || null); });
    mark.addEventListener("mouseleave", function () { light(chosen); });
    mark.addEventListener("click", function () {
      var event = first();
      if (event) { event.querySelector("button").focus(); event.scrollIntoView({ block: "nearest" }); }
    });
  });

  function filter() {
    function ticked(name) {
      var boxes = Array.prototype.slice.call(form.querySelectorAll("input[name=" + name + "]"));
      if (!boxes.length) { return null; }
      return boxes.filter(function (b) { return b.checked; }).map(function (b) { return b.value; });
    }
    var kinds = ticked("kind"), certainties = ticked("certainty"), sources = ticked("source");
    var from = form.elements.from ? form.elements.from.value : "", to = form.elements.to ? form.elements.to.value : "";
    events.forEach(function (e) {
      var d = e.dataset;
      // A side that is open keeps the event: it may reach as far as is asked for.
      var keep = (!kinds || kinds.indexOf(d.kind) >= 0) && (!certainties || certainties.indexOf(d.certainty) >= 0) &&
        (!sources || sources.indexOf(d.source) >= 0) &&
        (!from || !d.to || d.to >= from) && (!to || !d.from || d.from <= to);
      e.hidden = !keep;
    });
    // A day without events, and a mark without any, are hidden with them.
    document.querySelectorAll("li.day").forEach(function (day) {
      var next = day.nextElementSibling, any = false;
      while (next && !next.classList.contains("day")) { any = any || !next.hidden; next = next.nextElementSibling; }
      day.hidden = !any;
    });
    var visible = shown().map(function (e) { return e.dataset.n; });
    marks.forEach(function (m) {
      m.style.visibility = numbers(m).some(function (n) { return visible.indexOf(n) >= 0; }) ? "" : "hidden";
    });
    status.textContent = status.dataset.count.replace("{0}", visible.length).replace("{1}", events.length);
  }
  if (form) {
    form.addEventListener("input", filter);
    form.addEventListener("reset", function () { setTimeout(filter, 0); });
    form.addEventListener("submit", function (e) { e.preventDefault(); });
  }
})();
