// Numbers of barcodes (GTIN): as they are typed, as a code holds them, and whether their check digit is right.

/** Whether a number has as many digits as a GTIN. */
export const isWhole = (digits) => [8, 12, 13, 14].includes(digits.length);

/** GS1 General Specifications, section 7.9: weights 3 and 1 from the right. */
export const checkDigitFits = (digits) => {
  const sum = [...digits.slice(0, -1)].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10 === Number(digits.at(-1));
};

/** Whether two numbers are one, whatever zeros they are padded with. */
export const isSame = (one, other) => one.padStart(14, "0") === other.padStart(14, "0");

// Figures of any script have their values in rows of ten.
const figure = (digit) => {
  let zero = digit.codePointAt(0);
  const code = zero;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return String((code - zero) % 10);
};

/** Digits as a person copies them from a pack, in any script's figures; null if a text is no number of a barcode. */
export const typedNumber = (text) => {
  const plain = text.normalize("NFKC").trim();
  if (!/^[\p{Nd}\s-]+$/u.test(plain)) return null;
  const digits = plain.replace(/[\s-]/g, "").replace(/\p{Nd}/gu, (digit) => (digit < "0" || digit > "9" ? figure(digit) : digit));
  return digits.length >= 6 ? digits : null;
};

/** The EAN number that a UPC or a packed GTIN-14 stands for on a shelf: leading zeros beyond 13 digits fall. */
export const shelfNumber = (digits) => (digits.length === 12 ? `0${digits}` : digits.length === 14 && digits[0] === "0" ? digits.slice(1) : digits);

const whole = (digits) => (digits && isWhole(digits) && checkDigitFits(digits) ? shelfNumber(digits) : null);
const address = (text) => {
  try {
    const url = new URL(text);
    return ["http:", "https:"].includes(url.protocol) && url.hostname ? url : null;
  } catch {
    return null;
  }
};

/** What a code holds.
 *
 * format: a name as BarcodeDetector has it (ean_13, ean_8, upc_a, code_128, qr_code).
 * Returns {gtin, host, text}: a GTIN if there is one; the host of a web address, never the rest of it; the text of a
 * code that is neither.
 */
export const contents = ({ format, text }) => {
  if (format === "qr_code") {
    const url = address(text.trim());
    // GS1 Digital Link, section 4: /01/ and the GTIN.
    const linked = url && /\/01\/(\d{8,14})(?:\/|$)/.exec(url.pathname);
    return { gtin: linked ? whole(linked[1]) : null, host: url ? url.hostname : null, text: "" };
  }
  if (format === "code_128") {
    // GS1-128 begins with FNC1, which readers leave out or show as the group separator; AI 01 is the GTIN.
    const plain = text.replace(/^\]C1/, "").replace(/^\x1d/, "").replace(/[()]/g, "");
    const marked = /^0[12](\d{14})/.exec(plain);
    return { gtin: whole(marked ? marked[1] : /^\d+$/.test(plain) ? plain : null), host: null, text: plain.replaceAll("\x1d", " ") };
  }
  return { gtin: shelfNumber(text), host: null, text };
};
