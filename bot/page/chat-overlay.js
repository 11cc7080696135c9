"use strict";

// Boxes over a photo: pointing at one, or choosing its entry in the list, lights both up and says what was read.
(() => {
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
})();
