// The chat page's behaviour in the browser. This file holds what the others build on: events, memory, notices, language.
// All words come from the page itself, which is in the officer's language.
"use strict";

window.jinpum = (() => {
  const TEXT = "jinpum-description";
  const PHOTOS = "jinpum-photos";
  const TAB = "jinpum-tab";
  let isReady = false;
  const waiting = [];

  /** Do something once events have somewhere to go; on a slow phone a person is faster than the frame. */
  const whenReady = (action) => { if (isReady) action(); else waiting.push(action); };
  function ready() {
    isReady = true;
    // What the address asked for has begun: to load the page again is to go on with it.
    const address = new URL(window.location.href);
    ["guide", "gtin"].forEach((name) => address.searchParams.delete(name));
    if (address.href !== window.location.href) history.replaceState(history.state, "", address);
    waiting.splice(0).forEach((action) => action());
  }

  // Phones in private mode refuse storage; the page works without it.
  const remember = (key, value) => { try { value ? sessionStorage.setItem(key, value) : sessionStorage.removeItem(key); } catch { /* nothing is lost but the memory */ } };
  const recall = (key) => { try { return sessionStorage.getItem(key) || ""; } catch { return ""; } };

  const one = (selector) => document.querySelector(selector);
  const textarea = () => one("#jp-description textarea");

  /** What this tab tells the server when it is loaded: its secret, by which its case is found again, and what was typed. */
  function memory() {
    if (!recall(TAB)) {
      const made = crypto.getRandomValues(new Uint8Array(16));
      remember(TAB, [...made].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
    }
    return JSON.stringify({ tab: recall(TAB), text: recall(TEXT), photos: Boolean(recall(PHOTOS)) });
  }

  /** Show a sentence of the page's own in the place for notices. `values` replace {name}. */
  function say(key, values = {}) {
    const source = one(`[data-say="${key}"]`);
    const place = one(".jp-notices");
    if (!source || !place) return;
    const line = document.createElement("p");
    line.className = "jp-notice";
    line.dataset.said = key;
    line.textContent = Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), source.textContent);
    if ([...place.children].some((child) => child.textContent === line.textContent)) return;
    place.append(line);
    line.scrollIntoView({ block: "nearest" });
  }

  const PATIENCE = 10000; // milliseconds without a word from the server after which it is asked where things stand
  let patience = 0;
  function busy(what) {
    document.body.dataset.busy = what;
    clearTimeout(patience);
    if (what) patience = setTimeout(() => renew(), PATIENCE);
  }

  // What is pressed is sent in its order, one after another: the server works at several events at a time.
  const LONGEST = 3000; // milliseconds that one press waits for the answer to the one before
  let chain = Promise.resolve();
  let answered = () => {};

  /** Send an event of a part: its name, and everything that the pressed button and the card around it say. */
  function send(trigger, act, more = {}, what = "check") {
    busy(what);
    whenReady(() => {
      chain = chain.then(() => new Promise((done) => {
        answered = done;
        setTimeout(done, LONGEST);
        busy(what);
        trigger("act", { ...more, act, tab: recall(TAB) });
      }));
    });
  }

  /** Presses on anything with data-act become events of the part. */
  function acts(element, trigger, before = () => {}) {
    element.addEventListener("click", (event) => {
      const pressed = event.target.closest("button[data-act]");
      if (!pressed) return;
      // The same thing is not sent twice while the first one is under way; anything else goes on.
      if (pressed.dataset.act === "replied" && document.body.dataset.busy) return;
      if (pressed.dataset.confirm && !window.confirm(pressed.dataset.confirm)) return;
      before(pressed);
      const card = pressed.closest("[data-cue]");
      send(trigger, pressed.dataset.act, { ...(card ? card.dataset : {}), ...pressed.dataset });
    });
  }

  function header(element, trigger, watch) {
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
      send(trigger, "locale_chosen", { locale: event.target.value }, "language");
    });
    const menu = () => element.querySelector("[data-menu][open]");
    document.addEventListener("click", (event) => { if (menu() && !menu().contains(event.target)) menu().open = false; });
    element.addEventListener("keydown", (event) => {
      const open = event.key === "Escape" && menu();
      if (!open) return;
      open.open = false;
      open.querySelector("summary").focus();
    });
    acts(element, trigger);
    watch("value", apply);
    apply();
  }

  function status(element, trigger) { acts(element, trigger); }

  // What stands in the description is the officer's, until another item is shown.
  let typed = "";
  function type(told) {
    const field = textarea();
    if (!field) return;
    typed = told.typed;
    if (field.value === told.text) return;
    field.value = told.text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The line to the server: an event that never ends, begun with the page, keeps it open. Where it breaks, it is taken up again, and what was
  // missed is shown; only when that does not help either is the officer told.
  const MOST = 4;
  let failures = 0;
  let renew = () => {};
  function turn(element, trigger, watch) {
    const stay = () => whenReady(() => trigger("stay", {}));
    let newest = 0; // of the server's answers
    const refresh = () => { newest = 0; send(trigger, "refresh", {}, ""); };
    renew = () => { stay(); refresh(); };
    watch("value", () => {
      busy("");
      answered();
      const told = element.querySelector("[data-turn]").dataset;
      if (told.typed && told.typed !== typed) type(told);
      // An answer that was overtaken has put older parts of the page over newer ones.
      if (Number(told.turn) < newest) refresh(); else newest = Number(told.turn);
      if (failures) document.querySelectorAll("[data-said=connection-lost]").forEach((line) => line.remove());
      failures = 0;
    });
  }
  function lost() {
    failures += 1;
    if (document.hidden) return; // a phone in a pocket; see below
    if (failures > 1 || !navigator.onLine) { busy(""); say("connection-lost"); }
    if (navigator.onLine && failures < MOST) setTimeout(() => renew(), 500 * failures);
  }
  const back = () => { if (failures && !document.hidden && navigator.onLine) { failures = 1; renew(); } };
  document.addEventListener("visibilitychange", back);
  window.addEventListener("online", back);

  document.addEventListener("click", (event) => {
    if (isReady || !event.target.closest("#jp-check")) return;
    event.stopImmediatePropagation();
    busy("check");
    whenReady(() => one("#jp-check").click());
  }, true);

  // What was typed survives a reload, which a lost connection ends in. It is kept by this tab alone and goes with it.
  document.addEventListener("input", (event) => { if (event.target === textarea()) remember(TEXT, event.target.value); });

  // The frame's own messages know too few languages: they are hidden, and ours stands in for them.
  window.addEventListener("offline", lost);
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver((changes) => {
      const toast = changes.some((change) => [...change.addedNodes].some((node) => node.nodeType === 1 && (node.matches(".toast-body") || node.querySelector(".toast-body"))));
      if (toast) lost();
    }).observe(document.body, { childList: true, subtree: true });
  });

  const keepText = () => { const field = textarea(); if (field) remember(TEXT, field.value); };
  const keepPhotos = (any) => remember(PHOTOS, any ? "1" : "");
  return { header, status, turn, acts, send, say, busy, ready, whenReady, memory, keepText, keepPhotos };
})();
