"use strict";
(() => {
  const at = (id) => document.getElementById(id), all = (one, what) => [...one.querySelectorAll(what)];
  const form = at("narrow"), count = at("count");
  const events = all(document, "article"), lots = all(document, ".lot");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const led = (one, kind) => all(one, `a[href^="#${kind}-"]`);
  const words = (links) => links.map((link) => link.textContent);
  const known = new Map(all(document, "[data-known]").map((one) => ["#" + one.id, one.dataset.known]));
  const day = (link) => known.get(decodeURIComponent(link.hash));
  const least = (days) => days.filter(Boolean).sort()[0];
  const facts = new Map();
  let first = "";
  const begins = new Map(events.map((event) => [event, first = event.dataset.first ?? first]));
  const read = (event) => {
    const sources = led(event, "s"), tags = event.querySelector(".t");
    return {
      text: plain(event.textContent), name: words(led(event, "n")), source: words(sources), known: least(sources.map(day)),
      tag: tags ? tags.textContent.split(", ") : [],
      is: [event.classList.contains("key") && "key", event.querySelector(".d") && "disputed",
        event.querySelector("span").textContent === "no date" && "undated"],
      passages: all(event, "blockquote").map((one) => [one, least(led(one, "s").map(day))]),
    };
  };
  const narrow = () => {
    const said = Object.fromEntries(new FormData(form));
    const sought = plain(said.words).split(/\s+/).filter(Boolean);
    const late = (day) => said.day && (!day || day > said.day);
    const asked = Object.values(said).some(Boolean);
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
    const most = events.length;
    count.textContent = `${shown === most ? "All" : `${shown} of`} ${most} events are shown.`;
  };
  let waits = 0;
  form.addEventListener("input", () => { clearTimeout(waits); waits = setTimeout(narrow, 120); });
  form.addEventListener("reset", () => setTimeout(narrow));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => {
    const there = at(decodeURIComponent(location.hash.slice(1)));
    if (there?.closest("[hidden]")) { form.reset(); setTimeout(() => there.scrollIntoView()); }
  });
  form.hidden = false;
  narrow();
})();
