// What the officer sees of the offline copy: the line that says how old it is, and the panel to save or remove it.
// The copy itself is kept by the service worker (/sw.js). Without one, nothing of this is shown.
(() => {
  const root = document.documentElement;
  const line = document.querySelector("[data-offline-line]");
  const panel = document.querySelector("[data-offline-panel]");
  const texts = JSON.parse(line.dataset.texts);
  const locale = root.lang;
  const say = (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  const day = (time) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }).format(time);
  const age = (time) => {
    const midnight = (date) => new Date(date).setHours(12, 0, 0, 0);
    const days = Math.round((midnight(Date.now()) - midnight(time)) / 86_400_000);
    return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-Math.max(0, days), "day");
  };
  const size = (bytes) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 }).format(Math.max(0.1, bytes / 1e6));

  // From the copy: the worker has put the date on the page, or says later that a search or a part came from it.
  const showCopy = () => {
    const checked = Number(root.dataset.offlineCopy);
    line.textContent = say("line", { date: day(checked), age: age(checked) });
    const results = document.querySelector("[data-results]");
    if (!results) return;
    let note = results.querySelector("[data-offline-note]");
    if (!note) {
      note = document.createElement("p");
      note.className = "jp-silent";
      note.dataset.offlineNote = "";
      results.prepend(note);
    }
    note.textContent = say("search-note", { date: day(checked) });
  };
  const showConnection = () => {
    if (root.dataset.offlineCopy) return;
    root.toggleAttribute("data-offline-now", !navigator.onLine);
    line.textContent = navigator.onLine ? "" : say("line-missing");
  };
  const reason = document.querySelector(`[data-for="${root.dataset.offlineReason}"] h1`);
  if (reason) document.title = reason.textContent;
  if (root.dataset.offlineCopy) showCopy();
  else if (!navigator.onLine) showConnection();
  addEventListener("online", showConnection);
  addEventListener("offline", showConnection);
  for (const button of document.querySelectorAll("[data-offline-retry]")) button.addEventListener("click", () => location.reload());

  const workers = navigator.serviceWorker;
  if (!workers) return;
  const send = async (type) => {
    const { active } = await workers.ready;
    active.postMessage({ type, locale, saveData: navigator.connection?.saveData ?? false });
  };

  const known = { copy: null, latest: null, running: null, error: null };
  const part = (name) => panel.querySelector(`[data-offline-${name}]`);
  const show = (text, ...buttons) => {
    if (part("text").textContent !== text) part("text").textContent = text;
    for (const name of ["save", "stop", "remove"]) part(name).hidden = !buttons.includes(name);
  };
  const draw = () => {
    if (!panel) return;
    const { copy, latest, running, error } = known;
    const isSaved = copy?.level === "all";
    const failed = { network: "failed", space: "no-space" }[error];
    if (running === "all") show(say("saving", { percent: known.percent ?? "" }), "stop");
    else if (failed && copy?.wanted === "all") show(say(failed), "save", ...(isSaved ? ["remove"] : []));
    else if (isSaved && latest && latest.version !== copy.version) show(say("update", { date: day(copy.checked) }), "save", "remove");
    else if (isSaved) show(say("saved", { date: day(copy.checked) }), "remove");
    else if (copy?.wanted === "all" && latest) show(say("resume"), "save");
    else if (latest) show(say("offer", { size: size(latest.all - (copy?.level === "core" ? latest.core : 0)) }), "save");
  };
  workers.addEventListener("message", ({ data }) => {
    if (data.type === "copy-used" && !root.dataset.offlineCopy) {
      root.dataset.offlineCopy = data.checked;
      showCopy();
    }
    if (data.locale !== locale) return;
    if (data.type === "state") {
      known.error = null;
      Object.assign(known, data);
      draw();
    }
    if (data.type === "progress" && data.level === "all") {
      const percent = new Intl.NumberFormat(locale, { style: "percent" }).format(data.percent / 100);
      Object.assign(known, { running: "all", percent });
      draw();
    }
  });
  workers.startMessages();
  if (panel) {
    part("save").addEventListener("click", () => {
      navigator.storage?.persist?.();
      Object.assign(known, { running: "all", percent: "" });
      draw();
      send("save");
    });
    part("stop").addEventListener("click", () => send("stop"));
    part("remove").addEventListener("click", () => send("remove"));
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      part("install").hidden = false;
      part("install").onclick = () => {
        event.prompt();
        part("install").hidden = true;
      };
    });
  }

  // After the page itself, so that keeping a copy never delays reading.
  const begin = () => {
    workers
      .register(new URL(line.dataset.worker, document.baseURI), { updateViaCache: "none" })
      .then(() => send("visit"))
      .catch(() => {
        // Not allowed here (a private window, for example): the pages work without it.
      });
  };
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
})();
