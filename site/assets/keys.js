// The small file of names, other names, words and numbers, and the look-up in it.

import { areInitials, compact, fold, initials, isDense, isNear, letterBits, letters, setVariants, sound } from "./fold.js";
import { isSame, isWhole } from "./gtin.js";

const MOST = 8;
const EXACT = 100;
const AT_A_TIME = 6;
// Kind of key → what it adds to a score, and the sentence that says why it was found.
const KINDS = [
  ["names", 8, null],
  ["aliases", 6, "search-by-alias"],
  ["fakes", 4, "search-by-fake"],
  ["keywords", 0, "search-by-keyword"],
];

const prepareKey = (text, kind, bonus, why) => {
  const folded = fold(text);
  const joined = folded.replaceAll(" ", "");
  return {
    text,
    bonus,
    why,
    compact: joined,
    letters: letters(joined),
    initials: kind === "keywords" ? null : initials(joined),
    words: folded.split(" "),
    padded: ` ${folded} `,
    bits: letterBits(joined),
    isHeard: kind === "names" || kind === "aliases",
    isDense: /[^ -~]/.test(joined) && isDense(joined),
  };
};
const prepare = (guide) => ({
  ...guide,
  keys: KINDS.flatMap(([kind, bonus, why]) => guide[kind].map((text) => prepareKey(text, kind, bonus, why))),
});

let loaded = null;
/** The guides with their keys, fetched once; a failed fetch is tried again at the next call. */
export const loadKeys = (address) => {
  loaded ??= fetch(address)
    .then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    })
    .then(async ({ han, guides }) => {
      setVariants(han);
      const prepared = [];
      for (const guide of guides) {
        prepared.push(prepare(guide));
        // Some thousand names are folded: the page answers a finger in between.
        if (prepared.length % AT_A_TIME === 0) await new Promise((resolve) => setTimeout(resolve));
      }
      return prepared;
    })
    .catch((error) => {
      loaded = null;
      throw error;
    });
  return loaded;
};

const spelt = (query, key) => {
  // Letters that the key lacks, or has too many, rule most keys out before any text is compared.
  if (!(query.bits & ~key.bits)) {
    if (key.compact === query.compact) return EXACT;
    if (key.compact.startsWith(query.compact)) return 80;
    if (query.compact.length >= (query.isDense ? 2 : 3) && key.compact.includes(query.compact)) return 60;
    if (query.words.length > 1 && query.words.every((word) => key.words.some((other) => other.startsWith(word)))) return 55;
  }
  if (query.isHangul && key.letters.startsWith(query.letters)) return 78;
  if (!(key.bits & ~query.bits)) {
    const stands = key.isDense ? key.compact.length >= 2 && query.compact.includes(key.compact) : query.padded.includes(key.padded);
    if (stands) return 50;
  }
  return query.areInitials && key.initials?.startsWith(query.letters) ? 45 : 0;
};
// Slips of the hand and names by ear are looked for only where nothing is spelt so.
const misspelt = (query, key) => {
  if (isNear(query.compact, key.compact, query.bits, key.bits)) return 30;
  if (key.words.length === 1 && query.parts.some(({ word, bits }) => isNear(word, key.compact, bits, key.bits))) return 30;
  if (!query.sound || !key.isHeard) return 0;
  key.sound ??= sound(key.words.join(" ")) ?? "";
  return key.sound === query.sound ? 20 : 0;
};
const look = (guides, query, score) =>
  guides
    .map((guide) => {
      let best = { score: 0 };
      for (const key of guide.keys) {
        const found = score(query, key);
        if (found && found + key.bonus > best.score) best = { score: found + key.bonus, key, isExact: found === EXACT };
      }
      return { guide, ...best };
    })
    .filter((hit) => hit.score)
    .sort((left, right) => right.score - left.score)
    .slice(0, MOST);

/** Guides by name, best first: {guide, key, isExact}, `key` the name that matched. */
export const byName = (guides, text) => {
  const folded = fold(text);
  const joined = compact(text);
  if (!joined) return [];
  const query = {
    compact: joined,
    letters: letters(joined),
    words: folded.split(" "),
    parts: folded.includes(" ") ? folded.split(" ").map((word) => ({ word, bits: letterBits(word) })) : [],
    bits: letterBits(joined),
    padded: ` ${folded} `,
    sound: sound(folded),
    isDense: isDense(joined),
    isHangul: letters(joined) !== joined,
    areInitials: areInitials(joined),
  };
  const hits = look(guides, query, spelt);
  // A generic word in the query is no name: the rest may be a misspelt one.
  if (hits.some(({ key }) => key.bonus)) return hits;
  const found = new Set(hits.map(({ guide }) => guide));
  return [...hits, ...look(guides, query, misspelt).filter(({ guide }) => !found.has(guide))].slice(0, MOST);
};

/** Guides that list a number, or numbers that begin with these digits: {guide, gtin: [number, item]}. */
export const byNumber = (guides, digits) => {
  const fits = ([gtin]) => (isWhole(digits) ? isSame(gtin, digits) : gtin.startsWith(digits));
  return guides.flatMap((guide) => guide.gtins.filter(fits).map((gtin) => ({ guide, gtin, isExact: isWhole(digits) })));
};
