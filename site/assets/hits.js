// A found guide as a row: drawing, title, category, why it was found, with the matched part marked.

import { places } from "./fold.js";

/** An element with a class, and its text with the parts that match a query marked. */
export const piece = (name, className, text, query = "") => {
  const element = document.createElement(name);
  if (className) element.className = className;
  let at = 0;
  for (const [start, end] of query ? places(text, query) : []) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    element.append(text.slice(at, start), mark);
    at = end;
  }
  element.append(text.slice(at));
  return element;
};

const drawing = (pack) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "jp-pack");
  svg.setAttribute("aria-hidden", "true");
  const use = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "use"));
  use.setAttribute("href", `assets/packs.svg#${pack}`);
  return svg;
};

const why = ({ guide, key, gtin }, say, query) => {
  if (gtin) return piece("span", "", say("search-by-gtin", { gtin: gtin[0], item: gtin[1] }));
  if (!key) return null;
  if (!key.why) {
    const others = guide.names.filter((name) => name !== guide.title);
    return others.length ? piece("span", "", others.join(" · "), query) : null;
  }
  // Only the name is looked through for the query, not the sentence around it.
  const [before, after] = say(key.why, { name: "\0" }).split("\0");
  const line = document.createElement("span");
  line.append(before, ...piece("span", "", key.text, query).childNodes, after ?? "");
  return line;
};

/** The link of a hit; `say` gives the page's words, `query` what was typed. */
export const hitLink = (hit, say, query = "") => {
  const { guide } = hit;
  const link = document.createElement("a");
  link.className = "jp-hit";
  link.href = `guides/${guide.id}/`;
  const body = document.createElement("span");
  body.className = "jp-hit-body";
  body.append(piece("span", "jp-result-title", guide.title, query));
  const line = piece("span", "jp-result-why", say(`shelf-${guide.shelf}`));
  const reason = why(hit, say, query);
  if (reason) line.append(" · ", ...reason.childNodes);
  body.append(line);
  link.append(drawing(guide.package), body);
  return link;
};
