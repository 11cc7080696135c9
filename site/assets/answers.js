// What a number says: the guides that list it, and the general check's own sentences. Never that an item is genuine, never
// that a number does not exist.

import { checkDigitFits, isWhole, shelfNumber } from "./gtin.js";
import { byNumber } from "./keys.js";

/** The page's sentences: say(key, values) with {name} put in. */
export const sayings = (texts) => (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** What is to be said of a number: {hits, lines, isRefused}.
 *
 * guides: the guides with their keys.
 * rule: the barcode guide's sentences ({href, title, prefixes, wrong, korean, other, origin: {text, lang}}), or null.
 * lines: [{text, lang}] in order; the first is our own.
 */
export const aboutNumber = (guides, digits, say, rule) => {
  const hits = byNumber(guides, digits);
  if (!isWhole(digits)) return { hits, lines: hits.length ? [{ text: say("gtin-known") }] : [], usesRule: false };
  if (hits.length) return { hits, lines: [{ text: say("gtin-known") }], usesRule: Boolean(rule) };
  const fits = checkDigitFits(digits);
  const lines = [{ text: say(fits ? "gtin-unknown" : "gtin-wrong") }];
  if (rule) {
    const ean = shelfNumber(digits);
    if (!fits) lines.push(rule.wrong);
    else if (ean.length === 13) lines.push(...(rule.prefixes.some((prefix) => ean.startsWith(prefix)) ? [rule.korean, rule.origin] : [rule.other]));
  }
  return { hits, lines: lines.filter(Boolean), usesRule: Boolean(rule) };
};
