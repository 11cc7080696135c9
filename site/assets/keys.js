// The small file of names, other names, words and numbers, and the look-up in it.

import { areInitials, compact, fold, initials, isDense, isNear, letters, setVariants, sound } from "./fold.js";
import { isSame, isWhole } from "./gtin.js";

const MOST = 12;
const EXACT = 100;
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
    sound: kind === "names" || kind === "aliases" ? sound(folded) : null,
    isDense: isDense(joined),
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
    .then(({ han, guides }) => {
      setVariants(han);
      return guides.map(prepare);
    })
    .catch((error) => {
      loaded = null;
      throw error;
    });
  return loaded;
};

const score = (query, key) => {
  if (key.compact === query.compact) return EXACT;
  if (key.compact.startsWith(query.compact)) return 80;
  if (key.letters.startsWith(query.letters)) return 78;
  if (query.compact.length >= (query.isDense ? 2 : 3) && key.compact.includes(query.compact)) return 60;
  if (query.words.length > 1 && query.words.every((word) => key.words.some((other) => other.startsWith(word)))) return 55;
  const stands = key.isDense ? key.compact.length >= 2 && query.compact.includes(key.compact) : query.padded.includes(` ${key.words.join(" ")} `);
  if (stands) return 50;
  if (query.areInitials && key.initials?.startsWith(query.letters)) return 45;
  if (isNear(query.compact, key.compact) || (key.words.length === 1 && query.words.some((word) => isNear(word, key.compact)))) return 30;
  if (query.sound && query.sound === key.sound) return 20;
  return 0;
};

/** Guides by name, best first: {guide, key, isExact}, `key` the name that matched. */
export const byName = (guides, text) => {
  const folded = fold(text);
  const joined = compact(text);
  if (!joined) return [];
  const query = {
    compact: joined,
    letters: letters(joined),
    words: folded.split(" "),
    padded: ` ${folded} `,
    sound: sound(folded),
    isDense: isDense(joined),
    areInitials: areInitials(joined),
  };
  return guides
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
};

/** Guides that list a number, or numbers that begin with these digits: {guide, gtin: [number, item]}. */
export const byNumber = (guides, digits) => {
  const fits = ([gtin]) => (isWhole(digits) ? isSame(gtin, digits) : gtin.startsWith(digits));
  return guides.flatMap((guide) => guide.gtins.filter(fits).map((gtin) => ({ guide, gtin, isExact: isWhole(digits) })));
};
