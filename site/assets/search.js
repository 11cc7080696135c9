// The search of the start page: names, other names and barcode numbers at once from a small file, the text of the
// guides after it from Pagefind.

const MARKED = /([\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])\p{M}+/gu;
const FALSE_FRIENDS = { đ: "d", ø: "o", ł: "l", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
// Marks carry meaning in Thai and Indic scripts, so they fall only from letters that have a plain form.
export const fold = (text) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(MARKED, "$1")
    .normalize("NFC")
    .replace(/[đøłßæœı]/g, (letter) => FALSE_FRIENDS[letter])
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .trim();
const compact = (text) => fold(text).replaceAll(" ", "");
const isDense = (text) => /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text);

// Digits as a person copies them from a pack, in any script's figures; null if it is no barcode number.
const barcode = (text) => {
  if (!/^[\p{Nd}\s-]+$/u.test(text.normalize("NFKC"))) return null;
  const digits = text.normalize("NFKC").replace(/\D/g, "");
  return digits.length >= 6 ? digits : null;
};
const isWhole = (digits) => [8, 12, 13, 14].includes(digits.length);
// GS1 General Specifications, section 7.9: weights 3 and 1 from the right.
export const checkDigitFits = (digits) => {
  const sum = [...digits.slice(0, -1)].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10 === Number(digits.at(-1));
};

const isNear = (left, right) => {
  const allowed = left.length >= 9 ? 2 : left.length >= 5 ? 1 : 0;
  if (!allowed || Math.abs(left.length - right.length) > allowed) return false;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[right.length] <= allowed;
};

const scoreKey = (query, words, key) => {
  if (key.compact === query) return 100;
  if (key.compact.startsWith(query)) return 80;
  const least = isDense(query) ? 2 : 3;
  if (query.length >= least && key.compact.includes(query)) return 60;
  if (words.length > 1 && words.every((word) => key.words.some((other) => other.startsWith(word)))) return 55;
  const whole = isDense(key.compact) ? key.compact.length >= 2 && query.includes(key.compact) : ` ${words.join(" ")} `.includes(` ${key.words.join(" ")} `);
  if (whole) return 50;
  if (isNear(query, key.compact) || words.some((word) => key.words.length === 1 && isNear(word, key.compact))) return 30;
  return 0;
};

const KINDS = [
  ["names", 8, null],
  ["aliases", 6, "search-by-alias"],
  ["fakes", 4, "search-by-fake"],
  ["keywords", 0, "search-by-keyword"],
];
const prepare = (entry) => ({
  ...entry,
  keys: KINDS.flatMap(([kind, bonus, why]) =>
    entry[kind].map((text) => ({ text, bonus, why, compact: compact(text), words: fold(text).split(" ") })),
  ),
});

const byName = (entries, text) => {
  const query = compact(text);
  const words = fold(text).split(" ");
  if (!query) return [];
  return entries
    .map((entry) => {
      let best = { score: 0 };
      for (const key of entry.keys) {
        const found = scoreKey(query, words, key);
        if (found && found + key.bonus > best.score) best = { score: found + key.bonus, key };
      }
      return { entry, ...best };
    })
    .filter((hit) => hit.score)
    .sort((left, right) => right.score - left.score)
    .slice(0, 12);
};

const byBarcode = (entries, digits) => {
  const wanted = digits.padStart(14, "0");
  const fits = ([gtin]) => (isWhole(digits) ? gtin.padStart(14, "0") === wanted : gtin.startsWith(digits));
  return entries.flatMap((entry) => entry.gtins.filter(fits).map((gtin) => ({ entry, gtin })));
};

const start = (form) => {
  const texts = JSON.parse(form.dataset.texts);
  const say = (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const input = form.querySelector("input");
  const clear = form.querySelector("[data-clear]");
  const results = document.querySelector("[data-results]");
  const notice = results.querySelector("[data-notice]");
  const status = results.querySelector("[data-status]");
  const names = results.querySelector("[data-by-name]");
  const pages = results.querySelector("[data-by-text]");
  let entries = null;
  let pagefind = null;
  let turn = 0;

  const load = () => {
    entries ??= fetch(form.dataset.keys).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }).then((list) => list.map(prepare));
    return entries;
  };
  const loadText = () => {
    pagefind ??= import(new URL(form.dataset.pagefind, document.baseURI)).then(async (module) => {
      await module.options({ excerptLength: 24 });
      await module.init();
      return module;
    });
    return pagefind;
  };
  const tell = (text) => {
    notice.hidden = !text;
    notice.textContent = text || "";
  };
  const show = (section, items) => {
    section.hidden = !items.length;
    section.querySelector("ul").replaceChildren(...items);
  };
  const item = (href, title, why, isMarkup = false) => {
    const row = document.createElement("li");
    const link = row.appendChild(document.createElement("a"));
    link.href = href;
    const head = link.appendChild(document.createElement("span"));
    head.className = "jp-result-title";
    head.textContent = title;
    if (why) {
      const tail = link.appendChild(document.createElement("span"));
      tail.className = "jp-result-why";
      // Pagefind escapes the text of its excerpts and adds nothing but <mark>.
      if (isMarkup) tail.innerHTML = why;
      else tail.textContent = why;
    }
    return row;
  };
  const nameItem = ({ entry, key, gtin }) => {
    const why = gtin
      ? say("search-by-gtin", { gtin: gtin[0], item: gtin[1] })
      : key.why
        ? say(key.why, { name: key.text })
        : entry.names.filter((name) => name !== entry.title).join(" · ");
    return item(`guides/${entry.id}/`, entry.title, why);
  };

  const paths = (hits) => new Set(hits.map(({ entry }) => new URL(`guides/${entry.id}/`, document.baseURI).pathname));

  const searchNames = async (text) => {
    const list = await load();
    const digits = barcode(text);
    if (!digits) return { hits: byName(list, text), note: "" };
    const hits = byBarcode(list, digits);
    if (hits.length) return { hits, note: say("gtin-known") };
    if (!isWhole(digits)) return { hits, note: "" };
    return { hits, note: say(checkDigitFits(digits) ? "gtin-unknown" : "gtin-wrong"), isNumber: true };
  };
  const searchText = async (text, shown) => {
    const module = await loadText();
    const found = await module.search(text);
    const data = await Promise.all(found.results.slice(0, 6).map((result) => result.data()));
    return data.flatMap((page) => {
      // The best place of a page is a sign with its own anchor; the part above all signs has none.
      const place = page.sub_results.filter((part) => part.anchor && part.anchor.id !== "top").sort((a, b) => b.locations.length - a.locations.length)[0];
      if (!place && shown.has(new URL(page.url, location).pathname)) return [];
      const title = place && place.title !== page.meta.title ? `${page.meta.title} › ${place.title.replace(/^\d+ |#$/g, "").trim()}` : page.meta.title;
      return item(place ? place.url : page.url, title, place ? place.excerpt : page.meta.summary || "", Boolean(place));
    });
  };

  const search = async () => {
    const text = input.value.trim();
    const mine = ++turn;
    clear.hidden = !input.value;
    results.hidden = !text;
    if (!text) return;
    let found = { hits: [], note: "" };
    try {
      found = await searchNames(text);
    } catch {
      found.note = say("search-failed");
    }
    if (mine !== turn) return;
    tell(found.note);
    show(names, found.hits.map(nameItem));
    status.textContent = say("search-products-count", { count: found.hits.length });
    // The text is searched when the typing rests: it costs a download, and half a word finds too much.
    await new Promise((resolve) => setTimeout(resolve, 250));
    if (mine !== turn) return;
    let items = [];
    let failed = "";
    try {
      if (!barcode(text)) items = await searchText(text, paths(found.hits));
    } catch {
      failed = say("search-text-failed");
    }
    if (mine !== turn) return;
    show(pages, items);
    const none = !found.hits.length && !items.length && !found.isNumber ? say("search-none") : "";
    tell([found.note || none, failed].filter(Boolean).join(" "));
  };

  input.addEventListener("focus", () => load().catch(() => {}), { once: true });
  input.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  clear.addEventListener("click", () => {
    input.value = "";
    input.focus();
    search();
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) input.value = asked;
  // A browser may have kept the words of an earlier visit.
  if (input.value) search();
};

const form = document.querySelector("[data-search]");
if (form) start(form);
