"use strict";
(() => {
  const form = document.getElementById("filters");
  const output = form.querySelector("output");
  const selects = [...form.querySelectorAll("select")];
  const quotes = [...document.querySelectorAll("figure.quote")];
  const themes = [...document.querySelectorAll("li.theme")];
  const fewest = Number(form.dataset.fewest);
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const heading = (quote) => quote.closest("li.theme")?.querySelector(".name").firstElementChild.textContent ?? "";
  const texts = new Map(quotes.map((quote) => [quote, plain(quote.textContent + " " + heading(quote))]));

  const apply = () => {
    const chosen = selects.filter((select) => select.value);
    const words = plain(form.elements.words.value).split(/\s+/).filter(Boolean);
    const fits = (quote) =>
      chosen.every((select) => quote.dataset[select.name] === select.value) &&
      words.every((word) => texts.get(quote).includes(word));
    const fitting = quotes.filter(fits);
    // Few people who share something they said of themselves are not singled out.
    const personal = chosen.some((select) => "personal" in select.dataset);
    const tooFew = personal && fitting.length < fewest;
    const shown = new Set(tooFew ? [] : fitting);
    const filtering = chosen.length + words.length > 0;
    for (const quote of quotes) quote.hidden = !shown.has(quote);
    for (const theme of themes) theme.hidden = filtering && !theme.querySelector("figure.quote:not([hidden])");
    const told = form.dataset.shown.replace("{shown}", shown.size).replace("{all}", quotes.length);
    output.textContent = filtering ? (tooFew ? form.dataset.few : told) : "";
  };

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  form.hidden = false;
  apply();
})();
