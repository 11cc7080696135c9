// The start page: one box for a name, a number or a photo. Names, other names and numbers answer at once from a small
// file, the text of the guides after them from Pagefind; scanner and photos are loaded when they are asked for.

import { aboutNumber, sayings } from "./answers.js";
import { hitLink, piece } from "./hits.js";
import { typedNumber } from "./gtin.js";
import { byName, loadKeys } from "./keys.js";
import { Results } from "./results.js";

const REST_MS = 250;

const start = (form) => {
  const say = sayings(JSON.parse(form.dataset.texts));
  const rule = JSON.parse(form.dataset.rule);
  const one = (name) => document.querySelector(`[data-${name}]`);
  const input = form.querySelector("input[role=combobox]");
  const clear = one("clear");
  const notice = one("notice");
  const status = one("status");
  const names = one("by-name");
  const pages = one("by-text");
  const results = new Results(input, one("listbox"));
  const loadGuides = () => loadKeys(form.dataset.keys);
  let pagefind = null;
  let turn = 0;
  let shown = [];

  const loadText = () => {
    pagefind ??= import(new URL(form.dataset.pagefind, document.baseURI)).then(async (module) => {
      await module.options({ excerptLength: 24 });
      await module.init();
      return module;
    });
    return pagefind;
  };
  const tell = (lines, usesRule = false) => {
    notice.querySelector("div").replaceChildren(...lines.map(({ text, lang }) => Object.assign(piece("p", "", text), lang ? { lang } : {})));
    notice.querySelector("[data-rule-link]")?.toggleAttribute("hidden", !usesRule);
    notice.hidden = !lines.length;
  };

  const searchNames = async (text) => {
    const guides = await loadGuides();
    const digits = typedNumber(text);
    return digits ? { ...aboutNumber(guides, digits, say, rule), digits } : { hits: byName(guides, text), lines: [] };
  };
  const pageLink = (page, place) => {
    const link = document.createElement("a");
    link.className = "jp-hit";
    link.href = place ? place.url : page.url;
    const title = place && place.title !== page.meta.title ? `${page.meta.title} › ${place.title.replace(/^\d+ |#$/g, "").trim()}` : page.meta.title;
    const body = piece("span", "jp-hit-body", "");
    const tail = piece("span", "jp-result-why", place ? "" : page.meta.summary || "");
    // Pagefind escapes the text of its excerpts and adds nothing but <mark>.
    if (place) tail.innerHTML = place.excerpt;
    body.append(piece("span", "jp-result-title", title), tail);
    link.append(body);
    return link;
  };
  const searchText = async (text) => {
    const module = await loadText();
    const found = await module.search(text);
    const data = await Promise.all(found.results.slice(0, 6).map((result) => result.data()));
    const known = new Set(shown.map(({ guide }) => new URL(`guides/${guide.id}/`, document.baseURI).pathname));
    return data.flatMap((page) => {
      // The best place of a page is a sign with its own anchor; the part above all signs has none.
      const place = page.sub_results.filter((part) => part.anchor && part.anchor.id !== "top").sort((a, b) => b.locations.length - a.locations.length)[0];
      return !place && known.has(new URL(page.url, location).pathname) ? [] : pageLink(page, place);
    });
  };

  const mark = (isFound) => {
    document.body.dataset.searching = isFound ? "some" : "none";
  };
  const search = async () => {
    const text = input.value.trim();
    const mine = ++turn;
    clear.hidden = !input.value;
    if (!text) {
      delete document.body.dataset.searching;
      shown = [];
      tell([]);
      results.fill(pages, []);
      results.fill(names, []);
      status.textContent = "";
      return;
    }
    let found = { hits: [], lines: [] };
    try {
      found = await searchNames(text);
    } catch {
      found.lines = [{ text: say("search-failed") }];
    }
    if (mine !== turn) return;
    shown = found.hits;
    tell(found.lines, found.usesRule && !shown.length);
    results.fill(names, shown.map((hit) => hitLink(hit, say, text)));
    // What the text held for the last word is not for this one.
    if (found.digits) results.fill(pages, []);
    status.textContent = say("search-products-count", { count: shown.length });
    if (shown.length || found.digits || !document.body.dataset.searching) mark(shown.length > 0);
    // The text is searched when the typing rests: it costs a download, and half a word finds too much.
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    if (mine !== turn || found.digits) return;
    let links = [];
    const lines = [...found.lines];
    try {
      links = await searchText(text);
    } catch {
      lines.push({ text: say("search-text-failed") });
    }
    if (mine !== turn) return;
    results.fill(pages, links);
    mark(shown.length + links.length > 0);
    if (!shown.length && !links.length && !found.lines.length) lines.unshift({ text: say("search-none") });
    tell(lines);
  };

  const scan = async () => {
    const { Scanner } = await import("./scan.js");
    const typeInstead = () => {
      input.inputMode = "numeric";
      input.focus();
    };
    scanner ??= new Scanner(one("scanner"), { loadGuides, say, rule, typeInstead });
    scanner.open();
  };
  let scanner = null;

  input.addEventListener("input", search);
  input.addEventListener("blur", () => {
    input.inputMode = "search";
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && input.value && !event.isComposing) {
      event.preventDefault();
      clear.click();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const sure = shown.filter((hit) => hit.isExact);
    if (sure.length === 1) location.assign(`guides/${sure[0].guide.id}/`);
    else if (matchMedia("(pointer: coarse)").matches) input.blur(); // the keyboard goes, the list is seen
  });
  clear.addEventListener("click", () => {
    input.value = "";
    input.focus();
    search();
  });
  one("scan-open").addEventListener("click", scan);
  one("photo").addEventListener("change", async (event) => {
    const files = [...event.target.files];
    event.target.value = ""; // so that the same picture can be chosen again
    if (!files.length) return;
    const { takePhotos } = await import("./photo.js");
    takePhotos(files, { panel: one("photo-panel"), loadGuides, say, chat: form.dataset.chat });
  });

  // The bar on every page leads here.
  const byHash = () => {
    if (location.hash === "#scan") {
      history.replaceState(history.state, "", location.pathname + location.search);
      scan();
    } else if (location.hash === "#search") input.focus();
  };
  addEventListener("hashchange", byHash);
  byHash();

  // The file is fetched when the page has come to rest, so that the first key finds it there.
  const early = () => loadGuides().catch(() => {});
  if ("requestIdleCallback" in globalThis) requestIdleCallback(early, { timeout: 2000 });
  else setTimeout(early, 500);
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) input.value = asked;
  // A browser may have kept the words of an earlier visit.
  if (input.value) search();
};

const form = document.querySelector("[data-search]");
if (form) start(form);
