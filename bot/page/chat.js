// The chat page's behaviour in the browser: photos in, clicks on, language, and what to say when the line is dead.
// All words come from the page itself, which is in the officer's language.
"use strict";

window.jinpum = (() => {
  const TEXT = "jinpum-description";
  const PHOTOS = "jinpum-photos";
  let drop = null; // set by the photos part: takes a list of files
  const early = []; // photos that were chosen before that part was ready

  let isReady = false;
  const waiting = [];

  /** Do something once events have somewhere to go; on a slow phone a person is faster than the frame. */
  const whenReady = (action) => { if (isReady) action(); else waiting.push(action); };
  const ready = () => { isReady = true; waiting.splice(0).forEach((action) => action()); };

  // Phones in private mode refuse storage; the page works without it.
  const remember = (key, value) => { try { value ? sessionStorage.setItem(key, value) : sessionStorage.removeItem(key); } catch { /* nothing is lost but the memory */ } };
  const recall = (key) => { try { return sessionStorage.getItem(key) || ""; } catch { return ""; } };

  const one = (selector) => document.querySelector(selector);
  const textarea = () => one("#jp-description textarea");

  /** Show a sentence of the page's own in the place for notices. `values` replace {name}. */
  function say(key, values = {}) {
    const source = one(`[data-say="${key}"]`);
    const place = one(".jp-notices");
    if (!source || !place) return;
    const line = document.createElement("p");
    line.className = "jp-notice";
    line.textContent = Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), source.textContent);
    if ([...place.children].some((child) => child.textContent === line.textContent)) return;
    place.append(line);
    line.scrollIntoView({ block: "nearest" });
  }

  function busy(what) {
    document.body.dataset.busy = what;
    const button = one("#jp-check");
    if (!button) return;
    // One thing at a time: an answer never overtakes the photo that it should have seen.
    button.disabled = Boolean(what);
    button.toggleAttribute("aria-busy", Boolean(what));
  }

  /** Clicks on anything with data-act become events of the component. */
  function acts(element, trigger, names, before = () => {}) {
    element.addEventListener("click", (event) => {
      const pressed = event.target.closest("button[data-act]");
      if (!pressed || !names.includes(pressed.dataset.act) || document.body.dataset.busy) return;
      before(pressed);
      const card = pressed.closest("[data-cue]");
      whenReady(() => trigger(pressed.dataset.act, { ...(card ? card.dataset : {}), ...pressed.dataset }));
    });
  }

  function header(element, trigger, watch, names) {
    let chosen = false; // an address that somebody typed is left alone
    const apply = () => {
      const root = element.querySelector("[data-locale]");
      if (!root) return;
      document.documentElement.lang = root.dataset.locale;
      document.title = root.dataset.title;
      const menu = element.querySelector("select");
      if (menu) menu.value = root.dataset.locale;
      const address = new URL(window.location.href);
      if (address.searchParams.get("locale") !== root.dataset.locale && chosen) {
        address.searchParams.set("locale", root.dataset.locale);
        history.replaceState(history.state, "", address);
      }
    };
    element.addEventListener("change", (event) => {
      if (!event.target.matches("select")) return;
      chosen = true;
      busy("language");
      whenReady(() => trigger("locale_chosen", { locale: event.target.value }));
    });
    acts(element, trigger, names, () => busy("check"));
    watch("value", apply);
    apply();
  }

  function photos(element, trigger, upload, watch, names) {
    const limits = () => element.querySelector("[data-room]").dataset;

    async function take(list) {
      const pictures = [...list].filter((file) => !file.type || file.type.startsWith("image/"));
      if (!pictures.length) return;
      const { room, max } = limits();
      if (pictures.length > Number(room)) say("photo-too-many");
      const sent = [];
      busy("photo");
      for (const file of pictures.slice(0, Number(room))) {
        if (file.size > Number(max)) { say("photo-too-large", { name: file.name }); continue; }
        // An empty file is sent on, so that the server says what is wrong with it.
        try { sent.push({ path: (await upload(file)).path, name: file.name }); }
        catch { say("upload-failed"); }
      }
      if (sent.length) whenReady(() => trigger("photo_added", { files: sent }));
      else busy("");
    }
    drop = take;
    if (early.length) take(early.splice(0));
    acts(element, trigger, names);
    const count = () => remember(PHOTOS, element.querySelectorAll("[data-shot]").length ? "1" : "");
    watch("value", count);
    if (recall(PHOTOS)) { setTimeout(() => say("session-ended"), 1500); remember(PHOTOS, ""); }
  }

  function status(watch) { watch("value", () => busy("")); }

  function answer(element, trigger, watch, names) {
    acts(element, trigger, names, (pressed) => {
      if (pressed.dataset.act === "restarted") { remember(TEXT, ""); remember(PHOTOS, ""); }
      busy("check");
    });
    let moved = false;
    document.addEventListener("click", (event) => { if (event.target.closest("#jp-check, [data-act=replied], [data-act=undone]")) moved = true; }, true);
    watch("value", () => {
      const heading = element.querySelector("#jp-answer-title");
      if (heading && moved) {
        heading.focus({ preventScroll: true });
        const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        heading.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
      }
      moved = false;
    });
  }

  // Boxes over a photo: pointing at one, or choosing its entry in the list, lights both up and says what was read.
  function light(part) {
    const photo = part && part.closest("[data-overlay]");
    document.querySelectorAll("[data-overlay] .jp-on").forEach((lit) => lit.classList.remove("jp-on"));
    document.querySelectorAll(".jp-tip").forEach((tip) => { tip.hidden = true; });
    if (!photo) return;
    const { mark } = part.closest("[data-mark]").dataset;
    const all = [...photo.querySelectorAll(`[data-mark="${mark}"]`)];
    all.forEach((one) => one.classList.add("jp-on"));
    const box = all.find((one) => one.matches(".jp-mark"));
    const entry = all.find((one) => one.matches(".jp-entry"));
    const tip = photo.querySelector(".jp-tip");
    if (!box || !entry || !tip) return;
    const text = document.createElement("b");
    text.textContent = (entry.querySelector(".jp-literal") || { textContent: "" }).textContent;
    tip.replaceChildren(...(text.textContent ? [text] : []), `${mark}. ${entry.querySelector(".jp-entry-kind").textContent}`);
    tip.hidden = false;
    const stage = tip.parentElement.getBoundingClientRect();
    const at = box.getBoundingClientRect();
    const room = { x: stage.width - tip.offsetWidth - 4, y: stage.height - tip.offsetHeight - 4 };
    const below = at.bottom - stage.top + 6;
    const above = at.top - stage.top - tip.offsetHeight - 6;
    tip.style.left = `${Math.max(4, Math.min(room.x, at.left - stage.left))}px`;
    tip.style.top = `${Math.max(4, Math.min(room.y, below <= room.y || above < 4 ? below : above))}px`;
  }
  const marked = (event) => (event.target.closest ? event.target.closest("[data-overlay] [data-mark]") : null);
  for (const name of ["pointerover", "focusin", "click"]) {
    document.addEventListener(name, (event) => {
      const part = marked(event);
      if (part || event.target.closest && event.target.closest("[data-overlay]")) light(part);
      if (part && name === "click" && part.matches(".jp-entry")) {
        part.closest("[data-overlay]").querySelector(".jp-stage").scrollIntoView({ block: "nearest" });
      }
    });
  }
  document.addEventListener("focusout", (event) => { if (marked(event)) light(null); });
  document.addEventListener("pointerout", (event) => { if (marked(event) && !event.relatedTarget) light(null); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") light(null); });

  document.addEventListener("change", (event) => {
    if (!event.target.matches("input[type=file][data-act=photo_added]")) return;
    const files = [...event.target.files];
    event.target.value = ""; // so that the same picture can be chosen again after its removal
    if (drop) drop(files); else early.push(...files);
  });
  document.addEventListener("click", (event) => {
    if (isReady || !event.target.closest("#jp-check")) return;
    event.stopImmediatePropagation();
    busy("check");
    whenReady(() => { busy(""); one("#jp-check").click(); });
  }, true);
  // Pasted and dropped pictures go where chosen ones go.
  document.addEventListener("paste", (event) => {
    const files = event.clipboardData ? [...event.clipboardData.files] : [];
    if (files.length && drop) { event.preventDefault(); drop(files); }
  }, true);
  document.addEventListener("dragover", (event) => { if ([...event.dataTransfer.types].includes("Files")) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length && drop) { event.preventDefault(); drop(event.dataTransfer.files); }
  });

  // What was typed survives a reload, which a lost connection ends in. It is kept by this tab alone and goes with it.
  document.addEventListener("input", (event) => { if (event.target === textarea()) remember(TEXT, event.target.value); });
  function restore() {
    const field = textarea();
    if (!field) { setTimeout(restore, 200); return; }
    const kept = recall(TEXT);
    if (kept && !field.value) {
      field.value = kept;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // The frame's own messages know too few languages: they are hidden, and ours stands in for them.
  const lost = () => { busy(""); say("connection-lost"); };
  window.addEventListener("offline", lost);
  document.addEventListener("DOMContentLoaded", () => {
    restore();
    new MutationObserver((changes) => {
      const toast = changes.some((change) => [...change.addedNodes].some((node) => node.nodeType === 1 && (node.matches(".toast-body") || node.querySelector(".toast-body"))));
      if (toast) lost();
    }).observe(document.body, { childList: true, subtree: true });
  });

  return { header, photos, status, answer, busy, ready };
})();
