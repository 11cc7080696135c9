// The case around the items: which item is shown, what all share, downloads, and the list of cases kept.
"use strict";

(() => {
  const { acts, keepText, send } = jinpum;

  jinpum.items = (element, trigger, watch) => {
    acts(element, trigger);
    watch("value", () => {
      setTimeout(keepText, 0); // the text box is filled after this part
      const current = element.querySelector("[aria-current]");
      if (current) current.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  };

  jinpum.shared = (element, trigger, watch) => {
    const drafts = new Map(); // what is typed and not yet sent, by field; the part may be replaced meanwhile
    const name = (field) => field.dataset.field + (field.dataset.number || "");
    const fields = () => [...element.querySelectorAll("[data-field]")];
    let focused = null;
    let fetched = "";
    acts(element, trigger);
    element.addEventListener("input", (event) => { if (event.target.dataset.field) drafts.set(name(event.target), event.target.value); });
    element.addEventListener("change", (event) => {
      const { field, number } = event.target.dataset;
      if (!field) return;
      drafts.delete(name(event.target));
      send(trigger, "described", { field, number, value: event.target.value });
    });
    element.addEventListener("focusin", (event) => { focused = event.target.dataset.field ? event.target : null; });
    watch("value", () => {
      jinpum.refold(element);
      fields().forEach((field) => { if (drafts.has(name(field))) field.value = drafts.get(name(field)); });
      const again = focused && !focused.isConnected && fields().find((field) => name(field) === name(focused));
      if (again && document.activeElement === document.body) {
        again.focus({ preventScroll: true });
        if (again.type === "text" || again.matches("textarea")) again.setSelectionRange(focused.selectionStart, focused.selectionEnd);
      }
      const link = element.querySelector("[data-download]");
      if (link && link.dataset.download !== fetched) {
        fetched = link.dataset.download;
        link.click();
      }
    });
  };

  jinpum.cases = (element, trigger, upload, watch) => {
    acts(element, trigger, (pressed) => { if (pressed.dataset.act !== "deleted") document.body.removeAttribute("data-open-cases"); });
    element.addEventListener("change", async (event) => {
      if (!event.target.matches("input[type=file]")) return;
      const [file] = event.target.files;
      event.target.value = "";
      if (!file) return;
      jinpum.busy("check");
      document.body.removeAttribute("data-open-cases");
      try {
        const { path } = await upload(file);
        jinpum.whenReady(() => trigger("imported", { files: [{ path, name: file.name }] }));
      } catch { jinpum.busy(""); jinpum.say("upload-failed"); }
    });
    watch("value", () => {});
  };
})();
