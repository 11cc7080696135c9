// The steps of a check: what is shown of the page, where the reading place goes, what is said aloud, and the keys.
"use strict";

(() => {
  const { acts } = jinpum;
  const one = (selector) => document.querySelector(selector);
  const isWriting = () => document.activeElement && document.activeElement.matches("input:not([type=file]), textarea, select");
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let wanted = false; // the officer has acted, so the reading place may move to what comes
  let last = "";

  const folds = new Map(); // which folded parts the officer opened or closed
  document.addEventListener("toggle", (event) => {
    const { fold } = event.target.dataset || {};
    if (fold && event.isTrusted) folds.set(fold, event.target.open);
  }, true);
  jinpum.refold = (element) => element.querySelectorAll("details[data-fold]").forEach((part) => {
    if (folds.has(part.dataset.fold)) part.open = folds.get(part.dataset.fold);
  });

  /** A part of the page that is shown on demand: the form during the questions, the list of cases on a phone. */
  const show = (what, isShown) => { document.body.toggleAttribute(`data-open-${what}`, isShown); };

  // Read out by screen readers; it stays when the parts of the page are replaced.
  const live = document.createElement("p");
  live.className = "jp-hidden";
  live.setAttribute("aria-live", "polite");
  document.addEventListener("DOMContentLoaded", () => document.body.append(live));

  jinpum.checked = () => {
    wanted = true;
    last = "";
    show("form", false);
    jinpum.busy("check");
  };

  jinpum.result = (element, trigger, watch) => {
    acts(element, trigger, () => { wanted = true; });
    const apply = () => {
      const root = element.querySelector("#jp-answer");
      if (!root) return;
      const { stage, live: words } = root.dataset;
      if (document.body.dataset.stage !== stage) show("form", false);
      document.body.dataset.stage = stage;
      if (words && live.textContent !== words) live.textContent = words;
      jinpum.refold(element);
      const step = element.querySelector("[data-step]");
      const heading = element.querySelector("[data-focus]");
      if (!step || !heading) return;
      const isNew = step.dataset.step !== last;
      last = step.dataset.step;
      if (!wanted || isWriting()) return;
      if (isNew || document.activeElement === document.body) {
        heading.focus({ preventScroll: true });
        wanted = false;
        // Once all parts have their new height.
        requestAnimationFrame(() => requestAnimationFrame(() => step.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "start" })));
      }
    };
    watch("value", apply);
    apply();
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-show]");
    if (opener) {
      show(opener.dataset.show, true);
      const target = opener.dataset.show === "form" ? one("#jp-form") : one("#jp-drawer-title");
      if (target) {
        target.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "start" });
        (opener.dataset.show === "form" ? one("#jp-form input") : target).focus({ preventScroll: true });
      }
    }
    if (event.target.closest("[data-hide]")) hideCases();
  });
  function hideCases() {
    if (!document.body.hasAttribute("data-open-cases")) return;
    show("cases", false);
    const opener = one(".jp-cases-button");
    if (opener) opener.focus();
  }

  // Within a question the keys 1, 2 and 3 press its buttons; elsewhere they are what they are.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideCases();
    if (event.ctrlKey || event.altKey || event.metaKey || isWriting()) return;
    const step = event.target.closest ? event.target.closest(".jp-step") : null;
    const place = ["1", "2", "3"].indexOf(event.key);
    const choice = step && place >= 0 ? step.querySelectorAll(".jp-choice")[place] : null;
    if (choice) { event.preventDefault(); choice.click(); }
  });
})();
