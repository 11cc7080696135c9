// Photos chosen on the start page: barcodes in them are read here first; what no guide lists goes to the assistant.

import { contents } from "./gtin.js";
import { handOver } from "./handed.js";
import { hitLink, piece } from "./hits.js";
import { byNumber } from "./keys.js";
import { openReader, pixels } from "./reader.js";

const LOOKED_AT = 4;

const listed = async (files, guides) => {
  const read = await openReader();
  for (const file of files.slice(0, LOOKED_AT)) {
    let codes = [];
    try {
      codes = await read(await pixels(file), true);
    } catch {
      // A picture that this browser cannot open is one for the assistant.
    }
    for (const code of codes) {
      const { gtin } = contents(code);
      const hits = gtin ? byNumber(guides, gtin) : [];
      if (hits.length) return hits;
    }
  }
  return [];
};

/** Take chosen photos: offer the guide of a known number, else go on to the assistant.
 *
 * panel: where it is said what happens, with `[data-photo-text]`, `[data-photo-hits]` and the link `[data-photo-on]`.
 */
export const takePhotos = async (files, { panel, loadGuides, say, chat }) => {
  const text = panel.querySelector("[data-photo-text]");
  const found = panel.querySelector("[data-photo-hits]");
  const on = panel.querySelector("[data-photo-on]");
  const tell = (sentence, hits = [], isDone = true) => {
    text.textContent = sentence;
    found.replaceChildren(...hits);
    on.hidden = !isDone;
    panel.hidden = false;
  };
  tell(say("photo-reading"), [], false);
  panel.scrollIntoView({ block: "nearest" });

  let hits = [];
  try {
    hits = await listed(files, await loadGuides());
  } catch {
    // Without a reader or the numbers the assistant reads the barcode.
  }
  const address = new URL(chat, location.href);
  if (hits.length) address.searchParams.set("guide", hits[0].guide.id);
  try {
    await handOver(files);
  } catch {
    on.href = address.href;
    tell(say("photo-not-handed"), hits.map((hit) => hitLink(hit, say)));
    return;
  }
  if (!hits.length) {
    location.assign(address.href);
    return;
  }
  on.href = address.href;
  on.replaceChildren(...piece("span", "", say("photo-on")).childNodes);
  tell(say("gtin-known"), hits.map((hit) => hitLink(hit, say)));
};
