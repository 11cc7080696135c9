// The form for guides: a draft in the browser, its fields, what is to be mended, and its preview. Nothing is lost on the
// way: the draft is kept in this browser after every change, its pictures too.
"use strict";
import { pictures } from "./form-pictures.js";
import { fill } from "./form-fields.js";

const form = document.getElementById("form");
const setup = JSON.parse(document.getElementById("form-setup").textContent);
const steps = [...form.querySelectorAll("[data-step]")].map((each) => each.dataset.step);
const KEPT = "jinpum-form";
const state = { draft: structuredClone(setup.empty), opened: "", step: steps[0], ...read() };
const touched = new Set();
let problems = [], all = false, timer = 0, drawn = "", asked = 0;

function read() {
  try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; }
}
function keep() {
  try { localStorage.setItem(KEPT, JSON.stringify(state)); } catch { /* Storage may be forbidden or full. */ }
}
const say = (text = "", button) => {
  const status = document.getElementById("form-status");
  status.replaceChildren(text, ...(button ? [button] : []));
};

// What is sent: the draft without empty rows, and where each row stood.
function prepared() {
  const draft = structuredClone(state.draft), rows = {};
  const drop = (list, place, holds) => {
    rows[place] = list.map((_, index) => index).filter((index) => holds(list[index]));
    return rows[place].map((index) => list[index]);
  };
  const said = (one) => one.text.trim();
  for (const name of ["summary", "ask", "background", "unknown"]) draft[name] = drop(draft[name], name, said);
  // An empty source that a statement cites is to be filled in, not to be forgotten.
  const text = JSON.stringify([draft.summary, draft.cues.map((cue) => cue.parts), draft.ask, draft.background]);
  const isCited = (key) => text.includes(JSON.stringify(key));
  draft.sources = drop(draft.sources, "sources", (one) => one.title || one.publisher || one.url || isCited(one.key));
  draft.gtins = drop(draft.gtins, "gtins", (one) => one.gtin || one.item);
  const keys = new Set(draft.sources.map((one) => one.key)), ids = new Set();
  const cited = (list) => list.forEach((one) => { one.sources = one.sources.filter((key) => keys.has(key)); });
  draft.cues.forEach((cue, number) => {
    for (const part of Object.keys(cue.parts)) {
      cue.parts[part] = drop(cue.parts[part], `cues.${number}.parts.${part}`, said);
      cited(cue.parts[part]);
      if (!cue.parts[part].length) delete cue.parts[part];
    }
    cue.seen = drop(cue.seen, `cues.${number}.seen`, (one) => one.country || one.date);
    let id = cue.id || slug(cue.title) || `sign-${number + 1}`;
    while (ids.has(id)) id += "-2";
    ids.add(cue.id = id);
  });
  for (const name of ["summary", "ask", "background"]) cited(draft[name]);
  draft.title ||= draft.lang === "ko" ? draft.names.ko : draft.names.en;
  return { draft, rows };
}
function slug(text) {
  const words = text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f']/g, "").match(/[a-z0-9]+/g) ?? [];
  let made = "";
  for (const word of words) if (!made || made.length + word.length < 40) made += (made ? "-" : "") + word.slice(0, 40);
  return made;
}
// A place of what was sent → the place in the form.
function placed(place, rows) {
  let path = "";
  for (const step of place.split(".")) {
    path = path ? `${path}.${/^\d+$/.test(step) && rows[path] ? rows[path][+step] : step}` : step;
  }
  return path;
}

async function send(name, body, kind = "json") {
  const headers = { "x-csrf": form.dataset.token, ...(kind === "json" ? { "content-type": "application/json" } : {}) };
  const query = new URLSearchParams({ locale: setup.locale, opened: state.opened });
  let answer;
  try {
    answer = await fetch(`/form/${name}?${query}`, { method: "POST", headers, body });
  } catch { throw new Error(setup.texts.unreachable); }
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    throw new Error(told.error || setup.texts.unreachable);
  }
  return answer;
}

async function check() {
  const { draft, rows } = prepared(), turn = ++asked;
  try {
    const found = await (await send("check", JSON.stringify(draft))).json();
    if (turn !== asked) return;
    problems = found.problems.map((one) => ({ ...one, place: placed(one.place, rows) }));
    mark();
  } catch (error) { say(error.message); }
}
function field(place) {
  for (let path = place; path; path = path.includes(".") ? path.slice(0, path.lastIndexOf(".")) : "") {
    const at = CSS.escape(path);
    const found = path && form.querySelector(`[data-place="${at}"], [data-place="${at}.text"], [data-rows="${at}"]`);
    if (found) return found;
  }
  return form.querySelector("[data-place='names.en']");
}
function mark() {
  form.querySelectorAll(".jp-problem").forEach((each) => each.remove());
  form.querySelectorAll("[aria-invalid]").forEach((each) => { each.removeAttribute("aria-invalid"); });
  const counts = Object.fromEntries(steps.map((step) => [step, 0]));
  for (const one of problems) {
    const at = field(one.place);
    counts[at.closest("[data-step]").dataset.step] += 1;
    if (!all && !touched.has(at.dataset.place)) continue;
    const told = document.createElement("p");
    told.className = "jp-problem";
    told.id = `e-${at.id || one.place.replaceAll(".", "-")}`;
    told.textContent = one.message;
    (at.closest(".jp-field") ?? at).append(told);
    if (at.matches("input, textarea, select")) at.setAttribute("aria-invalid", "true");
    const described = new Set((at.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.startsWith("e-")));
    at.setAttribute("aria-describedby", [...described, told.id].join(" "));
  }
  for (const step of steps) {
    const badge = document.querySelector(`#go-${step} .jp-count`);
    badge.hidden = !all || !counts[step];
    badge.textContent = counts[step];
  }
  const mend = document.getElementById("mend"), list = document.createElement("ul");
  list.className = "jp-mend";
  for (const one of problems) {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.textContent = `${named(field(one.place))}: ${one.message}`;
    button.addEventListener("click", () => lead(one.place));
    item.append(button);
    list.append(item);
  }
  const count = problems.length ? setup.texts.mend.replace("{count}", problems.length) : setup.texts.ready;
  const head = document.createElement("b");
  head.textContent = count;
  mend.dataset.count = problems.length;
  mend.replaceChildren(head, ...(problems.length ? [list] : []));
}
function named(at) {
  const label = at.closest("fieldset")?.querySelector("legend") ?? at.closest(".jp-field")?.querySelector("label");
  const sign = at.closest(".jp-item.jp-card")?.querySelector("h3");
  return [sign?.textContent, label?.firstChild?.textContent.trim()].filter(Boolean).join(" · ");
}
function lead(place) {
  const at = field(place);
  go(at.closest("[data-step]").dataset.step, false);
  for (let fold = at.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const target = at.matches("input, textarea, select") ? at : at.querySelector("input, textarea, select, button") ?? at;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

// A change of any field, row or picture.
function changed(place) {
  if (place) touched.add(place);
  keep();
  clearTimeout(timer);
  timer = setTimeout(() => { check(); if (state.step === "signs") draw(); }, 600);
}
function render() {
  form.querySelectorAll("[data-list]").forEach((each) => each.replaceChildren());
  fill(form, state.draft, "", { setup, changed, removed, sources, render: again, draft: () => state.draft });
  mark();
}
function sources() {
  return state.draft.sources.map((one, number) => ({
    key: one.key,
    name: [one.publisher, one.title].filter(Boolean).join(": ") || setup.texts.source.replace("{number}", number + 1),
  }));
}
function again(focus) {
  render();
  changed();
  if (focus) form.querySelector(focus)?.focus();
}
function removed(before) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jp-button jp-quiet";
  button.id = "undo";
  button.textContent = setup.texts.undo;
  button.addEventListener("click", () => { state.draft = before; again(); say(); });
  say(setup.texts.removed, button);
}

function go(step, focus = true) {
  state.step = steps.includes(step) ? step : steps[0];
  for (const each of form.querySelectorAll("[data-step]")) each.hidden = each.dataset.step !== state.step;
  for (const each of form.querySelectorAll("[data-go]")) {
    if (each.dataset.go === state.step) each.setAttribute("aria-current", "step"); else each.removeAttribute("aria-current");
  }
  const place = steps.indexOf(state.step);
  document.getElementById("back").hidden = place === 0;
  document.getElementById("next").hidden = place === steps.length - 1;
  keep();
  if (state.step === "preview") { all = true; check(); show(); }
  if (state.step === "signs") draw();
  if (focus) {
    scrollTo(0, 0);
    form.querySelector(`[data-step="${state.step}"] h2`).focus({ preventScroll: true });
  }
}

// The page, and its drawing alone, each in a frame that runs nothing.
async function page() {
  return (await (await send("page", JSON.stringify(prepared().draft))).json()).html;
}
function into(frame, html) {
  // Links to a sign stay within the frame, those to sources open beside it, and those into the site lead nowhere.
  frame.srcdoc = html
    .replace(/ href="(?!https?:|#)[^"]*"/g, "")
    .replaceAll(' href="http', ' target="_blank" rel="noopener" href="http')
    .replaceAll(' href="#', ' href="about:srcdoc#');
  frame.hidden = false;
}
const themed = (html) => {
  const theme = document.documentElement.dataset.theme;
  return theme ? html.replace("<html", `<html data-theme="${theme}"`) : html;
};
async function show() {
  const frame = document.getElementById("page-frame");
  frame.setAttribute("aria-busy", "true");
  try { into(frame, themed(await page())); } catch (error) { say(error.message); }
  frame.removeAttribute("aria-busy");
}
async function draw() {
  const { draft } = prepared();
  const now = JSON.stringify([draft.package, draft.kind, draft.cues.map((cue) => [cue.title, cue.where, cue.fake])]);
  if (now === drawn) return;
  drawn = now;
  try {
    const read = new DOMParser().parseFromString(await page(), "text/html");
    const svg = read.querySelector("svg[role=group]");
    const frame = document.getElementById("drawing");
    if (!svg) { frame.hidden = true; return; }
    const head = [...read.querySelectorAll("style")].map((each) => each.outerHTML).join("");
    const place = '<style>body{margin:0;padding:8px;height:auto}svg{display:block;margin:auto;max-height:310px;max-width:100%}</style>';
    into(frame, themed(`<!doctype html><html lang="${setup.locale}"><head>${head}${place}</head><body><div class="md-typeset"><figure class="jp-drawing">${svg.outerHTML}</figure></div></body></html>`));
  } catch { drawn = ""; }
}

async function addPictures(body, draft) {
  const wanted = new Set(draft.cues.flatMap((cue) => cue.reference));
  for (const [name, file] of await pictures.all()) if (wanted.has(name)) body.append("picture", file, name);
}

async function attempt() {
  const button = document.getElementById("try"), body = new FormData(), { draft } = prepared();
  body.set("draft", JSON.stringify(draft));
  body.set("text", document.getElementById("try-text").value);
  const photos = document.getElementById("try-photo").files;
  for (const file of photos) body.append("photo", file);
  const place = document.getElementById("reaction");
  button.disabled = true;
  place.replaceChildren();
  try {
    if (photos.length) await addPictures(body, draft);
    const read = new DOMParser().parseFromString(await (await send("try", body, "form")).text(), "text/html");
    place.replaceChildren(...read.body.childNodes);
  } catch (error) { place.textContent = error.message; }
  button.disabled = false;
}

async function download() {
  const button = document.getElementById("download"), body = new FormData(), { draft } = prepared();
  body.set("draft", JSON.stringify(draft));
  button.disabled = true;
  try {
    await addPictures(body, draft);
    const file = await (await send("folder", body, "form")).blob(), link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${draft.id}.zip`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    say();
  } catch (error) { say(error.message); }
  button.disabled = false;
}

async function take(found, opened) {
  if (localStorage.getItem(KEPT) && !confirm(setup.texts["open-sure"])) return;
  state.draft = found.draft;
  state.opened = opened;
  for (const cue of state.draft.cues) for (const part of ["genuine", "fake", "check", "note"]) cue.parts[part] ??= [structuredClone(setup.blanks.statement)];
  await pictures.clear();
  for (const [name, data] of Object.entries(found.pictures)) {
    await pictures.put(name, new Blob([Uint8Array.from(atob(data), (one) => one.charCodeAt(0))]));
  }
  document.getElementById("open-fold").open = false;
  all = true;
  again();
  go("product");
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  if (event.target.dataset.place !== "names.en") return;
  const made = slug(event.target.value), id = form.querySelector("[data-place='id']");
  if (!state.opened && (!state.draft.id || id.dataset.made === state.draft.id)) {
    state.draft.id = id.value = id.dataset.made = made;
  }
});
for (const each of form.querySelectorAll("[data-go]")) each.addEventListener("click", () => go(each.dataset.go));
document.getElementById("next").addEventListener("click", () => go(steps[steps.indexOf(state.step) + 1]));
document.getElementById("back").addEventListener("click", () => go(steps[steps.indexOf(state.step) - 1]));
document.getElementById("try").addEventListener("click", attempt);
document.getElementById("download").addEventListener("click", download);
document.getElementById("start-over").addEventListener("click", async () => {
  if (!confirm(setup.texts["start-over-sure"])) return;
  localStorage.removeItem(KEPT);
  await pictures.clear();
  location.reload();
});
document.getElementById("open-existing").addEventListener("change", async (event) => {
  const id = event.target.value;
  event.target.value = "";
  if (!id) return;
  try {
    const answer = await fetch(`/form/guide/${encodeURIComponent(id)}`);
    if (answer.ok) await take(await answer.json(), id);
  } catch { say(setup.texts.unreachable); }
});
document.getElementById("open-file").addEventListener("change", async (event) => {
  const body = new FormData();
  body.set("file", event.target.files[0]);
  event.target.value = "";
  try {
    const found = await (await send("open", body, "form")).json();
    await take(found, found.draft.id);
  } catch (error) { say(error.message); }
});
const tabs = [...form.querySelectorAll("[role=tab]")];
for (const tab of tabs) {
  const choose = () => {
    for (const each of tabs) {
      each.setAttribute("aria-selected", String(each === tab));
      each.tabIndex = each === tab ? 0 : -1;
      document.getElementById(each.getAttribute("aria-controls")).hidden = each !== tab;
    }
  };
  tab.addEventListener("click", choose);
  tab.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = tabs[(tabs.indexOf(tab) + 1) % tabs.length];
    other.focus();
    other.click();
  });
}
addEventListener("storage", (event) => { if (event.key === KEPT && document.hidden) { Object.assign(state, read()); render(); } });

form.hidden = false;
render();
go(state.step, false);
if (localStorage.getItem(KEPT)) { all = state.step === "preview"; check(); }
form.dataset.ready = "true";
