// Texts as a person spells them → texts that can be compared: case, accents, width, Hangul letter by letter, one form
// for Han variants, and how a name sounds.

const MARKED = /([\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])\p{M}+/gu;
const FALSE_FRIENDS = { đ: "d", ø: "o", ł: "l", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
const variants = new Map();

/** Take the Han variants of the key file: each traditional character is followed by its simplified one. */
export const setVariants = (pairs) => {
  const characters = [...pairs];
  for (let index = 0; index + 1 < characters.length; index += 2) variants.set(characters[index], characters[index + 1]);
};

// Most names are plain Latin, and a cheap phone feels what the rest costs.
const foldPlain = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
const foldAny = (text) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(MARKED, "$1")
    .normalize("NFC")
    .replace(/[đøłßæœı]/g, (letter) => FALSE_FRIENDS[letter])
    .replace(/\p{Script=Han}/gu, (letter) => variants.get(letter) || letter)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .trim();

/** Words in small letters, one space between them. Marks carry meaning in Thai and Indic scripts, so they fall only
 * from letters that have a plain form. */
export const fold = (text) => (/^[ -~]*$/.test(text) ? foldPlain(text) : foldAny(text));

export const compact = (text) => fold(text).replaceAll(" ", "");

/** Whether a text is in a script that writes without spaces, or joins words as Korean does. */
export const isDense = (text) => /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text);

// The letters of a syllable in the order in which they are typed; Unicode's blocks of initials, vowels and finals.
const INITIALS = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
const VOWELS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split(" ");
const FINALS = "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split(" ");
const typed = (letter) => {
  const code = letter.codePointAt(0);
  return INITIALS[code - 0x1100] || VOWELS[code - 0x1161] || FINALS[code - 0x11a8] || letter;
};

/** A compact text letter by letter as it is typed, so that a half-typed syllable is the beginning of a whole one: 메딬 and 메디큐. */
export const letters = (text) => (/[\u1100-\u11ff가-힣]/.test(text) ? [...text.normalize("NFD")].map(typed).join("") : text);

/** The first letters of the syllables, as Koreans abbreviate: 신라면 → ㅅㄹㅁ; null if a text has none. */
export const initials = (text) => {
  const found = [...text].filter((letter) => /[가-힣\u1100-\u1112]/.test(letter)).map((letter) => typed(letter.normalize("NFD")[0]));
  return found.length ? found.join("") : null;
};
export const areInitials = (text) => /^[\u1100-\u1112]{2,}$/.test(text);

// A Latin spelling of Cyrillic names, letter by letter, enough to hear a brand in them.
const CYRILLIC = { а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ж: "z", з: "z", и: "i", й: "i", к: "k", л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "h", ц: "s", ч: "s", ш: "s", щ: "s", ъ: "", ы: "i", ь: "", э: "e", ю: "u", я: "a", ё: "e", і: "i", ї: "i", є: "e", ґ: "g" };
const SPELLINGS = [[/sch|tch|ch|sh|zh/g, "s"], [/ph/g, "p"], [/ck/g, "k"], [/c(?=[ei])/g, "s"], [/x/g, "ks"]];
const ALIKE = { b: "p", f: "p", v: "p", d: "t", g: "k", q: "k", c: "k", l: "r", j: "s", z: "s" };

/** The consonants of a Latin or Cyrillic name as an ear groups them, as kb/sound.py does: Medicube → mtkp. Null for
 * other scripts and for what is too short to be heard. */
export const sound = (text) => {
  const latin = text.replace(/\p{Script=Cyrillic}/gu, (letter) => CYRILLIC[letter] ?? "");
  if (!/^[a-z ]+$/.test(latin)) return null;
  const spelt = SPELLINGS.reduce((done, [spelling, as]) => done.replace(spelling, as), latin);
  const heard = spelt.replace(/[bfvdgqcljz]/g, (letter) => ALIKE[letter]).replace(/[aeiouyhw ]/g, "").replace(/(.)\1+/g, "$1");
  return heard.length >= 4 ? heard : null;
};

/** Which letters a text has, in 31 bits: texts that share too few cannot be near. */
export const letterBits = (text) => {
  let bits = 0;
  for (let index = 0; index < text.length; index += 1) bits |= 1 << text.charCodeAt(index) % 31;
  return bits;
};
const isMoreThan = (bits, most) => {
  let left = bits;
  for (let count = 0; count <= most; count += 1) {
    if (!left) return false;
    left &= left - 1;
  }
  return true;
};

/** Whether two texts differ by no more slips than a text of their length may have; the bits are theirs. */
export const isNear = (left, right, leftBits, rightBits) => {
  const allowed = left.length >= 9 ? 2 : left.length >= 5 ? 1 : 0;
  if (!allowed || Math.abs(left.length - right.length) > allowed) return false;
  // A slip takes one letter away and brings one in.
  if (isMoreThan(leftBits ^ rightBits, 2 * allowed)) return false;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1));
    }
    if (Math.min(...next) > allowed) return false;
    row = next;
  }
  return row[right.length] <= allowed;
};

/** Where the words of a query stand in a text: [start, end) pairs in order, for marking. */
export const places = (text, query) => {
  const starts = [];
  let folded = "";
  let at = 0;
  for (const letter of text) {
    for (const part of compact(letter)) {
      starts.push(at);
      folded += part;
    }
    at += letter.length;
  }
  const ends = [...starts.slice(1), text.length];
  const words = [compact(query), ...fold(query).split(" ")];
  // The last syllable may be half typed.
  if (isDense(query)) words.push(compact(query).slice(0, -1));
  for (const word of words.filter(Boolean)) {
    const units = [...word];
    const found = folded.indexOf(word);
    if (found >= 0) {
      const first = [...folded.slice(0, found)].length;
      return [[starts[first], ends[first + units.length - 1]]];
    }
  }
  return [];
};
