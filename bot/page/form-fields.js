// Fields of the form: each stands for a place of the draft, such as `cues.0.parts.fake.1.text`.
"use strict";
import { pictures } from "./form-pictures.js";

const get = (data, path) => path.split(".").reduce((found, step) => found?.[step], data);
function set(data, path, value) {
  const names = path.split("."), last = names.pop();
  const at = names.reduce((found, step) => (found[step] ??= {}), data);
  at[last] = value;
}
const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

// Fill in and connect every field under an element. Its lists are empty until then, so whatever is found is its own.
export function fill(root, data, place, to) {
  const lists = [...root.querySelectorAll("[data-list]")], picture = root.querySelector("[data-picture]");
  for (const at of root.querySelectorAll("[data-f]")) connect(at, data, place, to);
  for (const button of root.querySelectorAll("[data-add]")) {
    const list = lists.find((each) => each.dataset.list === button.dataset.add);
    button.onclick = () => add(list, get(data, list.dataset.list), to);
  }
  for (const list of lists) rows(list, data, place, to);
  if (picture) showPictures(picture, data, to);
}

function connect(at, data, place, to) {
  const path = at.dataset.f, kind = at.dataset.kind ?? "text", full = place ? `${place}.${path}` : path;
  at.dataset.place = full;
  at.id = `f-${full.replaceAll(".", "-")}`;
  const label = at.closest(".jp-field")?.querySelector("label");
  if (label && at.matches("input, textarea, select")) label.htmlFor = at.id;
  const hint = at.closest(".jp-field, .jp-said")?.querySelector(".jp-hint");
  if (hint && at.matches("input, textarea, select")) { hint.id ||= `h-${full.replaceAll(".", "-")}`; at.setAttribute("aria-describedby", hint.id); }
  if (!label) at.setAttribute("aria-label", at.closest("fieldset")?.querySelector("legend")?.firstChild.textContent.trim() ?? "");
  const value = get(data, path), changed = () => to.changed(full);
  if (kind === "lines") {
    at.value = (value ?? []).join("\n");
    at.oninput = () => { set(data, path, linesOf(at.value)); if (path.startsWith("barcode.")) barcode(data, to); to.changed(); };
    at.onchange = changed;
  } else if (kind === "bool") {
    at.checked = path === "disclosure" ? value === "officers" : Boolean(value);
    at.onchange = () => {
      if (path === "disclosure") data.disclosure = at.checked ? "officers" : "";
      else { set(data, path, at.checked); if (path.startsWith("barcode.")) barcode(data, to); }
      changed();
    };
  } else if (kind === "radio" || kind === "members") {
    for (const one of at.querySelectorAll("input")) {
      one.name = full;
      one.id = `${at.id}-${one.value}`;
      one.checked = kind === "radio" ? one.value === value : value.includes(one.value);
      one.onchange = () => {
        set(data, path, kind === "radio" ? one.value : [...at.querySelectorAll(":checked")].map((each) => each.value));
        changed();
      };
    }
  } else if (kind === "group") {
    at.value = data.kind === "rule" ? "rules" : value;
    at.onchange = () => {
      data.kind = at.value === "rules" ? "rule" : "product";
      data.category = at.value === "rules" ? "consumer" : at.value;
      changed();
    };
  } else if (kind === "source") {
    at.replaceChildren(...to.sources().map(({ key, name }) => new Option(name, key)));
    at.value = value;
    if (!at.value && at.options.length) { at.selectedIndex = 0; set(data, path, at.value); }
    at.onchange = () => { set(data, path, at.value); changed(); };
  } else {
    at.value = value ?? "";
    at.oninput = () => { set(data, path, at.value); to.changed(); };
    at.onchange = changed;
  }
}
// A check that compares nothing is left out.
function barcode(data, to) {
  const check = { ...structuredClone(to.setup.blanks.barcode), ...data.barcode };
  data.barcode = check.prefixes.length || check.gtins || check.check_digit || check.printed ? check : null;
}

function rows(list, data, place, to) {
  const path = list.dataset.list, full = place ? `${place}.${path}` : path;
  const items = get(data, path) ?? [];
  if (!get(data, path)) set(data, path, items);
  list.dataset.rows = full;
  list.id = `l-${full.replaceAll(".", "-")}`;
  items.forEach((item, number) => {
    const row = document.getElementById(`t-${list.dataset.of}`).content.firstElementChild.cloneNode(true);
    row.dataset.row = `${full}.${number}`;
    if (list.dataset.of === "statement") row.classList.toggle("jp-only", items.length === 1);
    list.append(row);
    const head = row.querySelector("[data-number]");
    if (head) head.textContent = to.setup.texts[head.dataset.number].replace("{number}", number + 1);
    fill(row, item, `${full}.${number}`, to);
    const chips = row.querySelector("[data-chips]");
    if (chips && "sourced" in list.dataset) cite(chips, item, `${full}.${number}`, to);
    const tools = [...row.children].find((each) => each.matches(".jp-tools"));
    for (const button of tools.querySelectorAll("[data-move]")) {
      const other = number + Number(button.dataset.move);
      button.hidden = other < 0 || other >= items.length;
      button.onclick = () => { [items[number], items[other]] = [items[other], items[number]]; to.render(`[data-row="${full}.${other}"] [data-move="${button.dataset.move}"]:not([hidden])`); };
    }
    tools.querySelector("[data-remove]").onclick = () => {
      const before = structuredClone(to.draft());
      items.splice(number, 1);
      to.render(`#${list.id} ~ [data-add]`);
      to.removed(before);
    };
  });
}
function add(list, items, to) {
  const blank = structuredClone(to.setup.blanks[list.dataset.of]);
  if (list.dataset.of === "source") {
    let number = items.length + 1;
    while (items.some((one) => one.key === `source-${number}`)) number += 1;
    blank.key = `source-${number}`;
  }
  items.push(blank);
  to.render(`[data-row="${list.dataset.rows}.${items.length - 1}"] :is(input, textarea, select)`);
}

function cite(chips, item, place, to) {
  chips.setAttribute("role", "group");
  chips.setAttribute("aria-label", to.setup.texts.cited);
  chips.replaceChildren(...to.sources().map(({ key, name }) => {
    const label = document.createElement("label"), box = document.createElement("input"), text = document.createElement("span");
    box.type = "checkbox";
    box.id = `f-${place.replaceAll(".", "-")}-${key}`;
    box.checked = item.sources.includes(key);
    box.onchange = () => {
      item.sources = box.checked ? [...item.sources, key] : item.sources.filter((one) => one !== key);
      to.changed(`${place}.text`);
    };
    text.textContent = name;
    label.append(box, text);
    return label;
  }));
}

function showPictures(at, cue, to) {
  const input = at.querySelector("input"), place = at.querySelector("[data-pictures]");
  input.onchange = async () => {
    const file = input.files[0];
    if (!file) return;
    const name = `genuine-${Date.now().toString(36)}.jpg`;
    await pictures.put(name, file);
    cue.reference = [...cue.reference, name];
    input.value = "";
    to.render();
  };
  for (const name of cue.reference) pictures.get(name).then((file) => {
    const box = document.createElement("div"), remove = document.createElement("button");
    remove.type = "button";
    remove.className = "jp-button jp-quiet";
    remove.textContent = document.querySelector("[data-remove]")?.textContent ?? "×";
    remove.onclick = async () => { cue.reference = cue.reference.filter((one) => one !== name); await pictures.remove(name); to.render(); };
    if (file) { const shown = new Image(); shown.alt = name; shown.src = URL.createObjectURL(file); box.append(shown); }
    box.append(file ? "" : name, remove);
    place.append(box);
  });
}
