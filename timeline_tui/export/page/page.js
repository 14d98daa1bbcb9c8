"use strict";
(() => {
  const form = document.getElementById("narrow");
  const count = document.getElementById("count");
  const events = [...document.querySelectorAll("article")];
  const sections = [...document.querySelectorAll("section.lot")];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const led = (one, kind) => [...one.querySelectorAll(`a[href^="#${kind}-"]`)].map((link) => link.hash);
  const known = new Map([...document.querySelectorAll("li[data-known]")].map((one) =>
    ["#" + encodeURIComponent(one.id), one.dataset.known]));
  const first = (days) => days.filter(Boolean).sort()[0];
  const facts = new Map();
  const read = (event) => {
    const sources = led(event, "s");
    const tags = event.querySelector(".tags");
    return {
      text: plain(event.textContent), names: led(event, "n"), sources, known: first(sources.map((one) => known.get(one))),
      tags: tags ? tags.textContent.split(", ") : [],
      is: [event.classList.contains("key") && "key", event.querySelector(".dispute") && "disputed",
        event.querySelector(".when").textContent === "no date" && "undated"],
      passages: [...event.querySelectorAll("blockquote")].map((one) => [one, first(led(one, "s").map((each) => known.get(each)))]),
    };
  };
  const of = (event) => {
    if (!facts.has(event)) facts.set(event, read(event));
    return facts.get(event);
  };
  const narrow = () => {
    const said = Object.fromEntries(new FormData(form));
    const sought = plain(said.words).split(/\s+/).filter(Boolean);
    const late = (day) => Boolean(said.day) && (!day || day > said.day);
    const has = (values, value) => !value || values.includes(value);
    const asked = Object.values(said).some(Boolean);
    let shown = 0;
    for (const event of events) {
      const its = asked || facts.has(event) ? of(event) : null;
      const fits = !asked || (sought.every((word) => its.text.includes(word)) && has(its.tags, said.tag) &&
        has(its.names, said.name) && has(its.sources, said.source) && has(its.is, said.is) &&
        !late(its.known) && !(said.day && event.dataset.first > said.day));
      if (its) for (const [passage, day] of its.passages) passage.hidden = late(day);
      event.hidden = !fits;
      shown += fits;
    }
    for (const one of sections) one.hidden = !one.querySelector("article:not([hidden])");
    const all = events.length;
    count.textContent = shown === all ? `All ${all} events are shown.` : `${shown} of ${all} events are shown.`;
  };
  let waits = 0;
  form.addEventListener("input", () => { clearTimeout(waits); waits = setTimeout(narrow, 120); });
  form.addEventListener("reset", () => setTimeout(narrow));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => {
    const there = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (there && there.closest("[hidden]")) { form.reset(); setTimeout(() => there.scrollIntoView()); }
  });
  form.hidden = false;
  narrow();
})();
