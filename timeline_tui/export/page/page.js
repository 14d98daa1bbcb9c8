"use strict";
{
  const at = (id) => document.getElementById(id), all = (one, what) => [...one.querySelectorAll(what)],
    place = (hash) => at(decodeURIComponent(hash.slice(1))), when = (event) => event.querySelector("h4").firstChild.textContent.trim(),
    form = at("narrow"), events = all(document, "article"), lots = all(document, ".lot"), most = events.length,
    plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(),
    led = (one, kind) => all(one, `a[href^="#${kind}-"]`),
    words = (links) => links.map((link) => link.textContent),
    known = new Map(all(document, "[data-known]").map((one) => [one, one.dataset.known])),
    day = (link) => known.get(place(link.hash)),
    least = (days) => days.filter(Boolean).sort()[0],
    facts = new Map();
  let first = "", waits = 0;
  const begins = new Map(events.map((event) => [event, first = event.dataset.first ?? first]));
  const read = (event) => {
    const sources = led(event, "s"), tags = event.querySelector(".t");
    return {
      text: plain(event.textContent), name: words(led(event, "n")), source: words(sources), known: least(sources.map(day)),
      tag: tags ? tags.textContent.split(", ") : [],
      is: [event.classList.contains("key") && "key", event.querySelector(".d") && "disputed", when(event) === "no date" && "undated"],
      passages: all(event, "blockquote").map((one) => [one, least(led(one, "s").map(day))])
    };
  };
  const narrow = () => {
    const said = Object.fromEntries(new FormData(form)), sought = plain(said.words).split(/\s+/).filter(Boolean),
      late = (day) => said.day && (!day || day > said.day), asked = Object.values(said).some(Boolean);
    let shown = 0;
    for (const event of events) {
      if (asked && !facts.has(event)) facts.set(event, read(event));
      const its = facts.get(event);
      const fits = !asked || (sought.every((word) => its.text.includes(word)) && !late(its.known) && !late(begins.get(event) || said.day) &&
        ["tag", "name", "source", "is"].every((kind) => !said[kind] || its[kind].includes(said[kind])));
      if (its) for (const [passage, day] of its.passages) passage.hidden = late(day);
      event.hidden = !fits;
      shown += fits;
    }
    for (const lot of lots) lot.hidden = !lot.querySelector("article:not([hidden])");
    at("count").textContent = (shown === most ? "All " : shown + " of ") + most + " events are shown.";
  };
  const point = ({ target }) => {
    const one = target.closest("blockquote, li[id]"), link = target.closest("svg a"), title = "Link to this";
    if (one && one.lastChild.className !== "k")
      one.append(Object.assign(document.createElement("a"), { className: "k", href: "#" + encodeURIComponent(one.id), textContent: "#", title, ariaLabel: title }));
    if (link) link.closest("figure").title = when(place(link.getAttribute("href")));
  };
  addEventListener("pointerover", point);
  addEventListener("focusin", point);
  form.oninput = () => { clearTimeout(waits); waits = setTimeout(narrow, 120); };
  form.onreset = () => { setTimeout(narrow); };
  form.onsubmit = () => false;
  onhashchange = () => {
    const there = place(location.hash);
    if (there?.closest("[hidden]")) { form.reset(); setTimeout(() => there.scrollIntoView()); }
  };
  form.hidden = false;
  narrow();
}
