// A guide: sources open when they are wanted, the drawing follows the sign that is read, and a print is dated.
(() => {
  const root = document.documentElement;
  const folded = [...document.querySelectorAll("[data-folded]")];

  const openTarget = () => {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      // A link with a broken escape leads nowhere.
    }
    const fold = target?.closest("[data-folded]");
    if (!fold || fold.open) return;
    fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  // Paper: everything unfolded, when it was printed and from where.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = folded.filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
    for (const image of document.querySelectorAll("img[loading]")) image.loading = "eager";
    const time = new Intl.DateTimeFormat(root.lang, { dateStyle: "long", timeStyle: "long" });
    document.querySelector("[data-printed]").textContent = time.format(new Date());
    document.querySelector("[data-address]").textContent = location.origin + location.pathname;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
  const print = document.querySelector("[data-print]");
  print.hidden = false;
  print.addEventListener("click", () => window.print());

  // The number of the sign in view stands out on the drawing and in the list beside it.
  const links = new Map();
  for (const link of document.querySelectorAll(".jp-spot, .jp-legend a")) {
    const id = link.getAttribute("href").slice(1);
    links.set(id, [...(links.get(id) ?? []), link]);
  }
  const signs = [...document.querySelectorAll(".jp-cue")];
  if (!links.size || !signs.length) return;
  const aside = document.querySelector(".jp-aside");
  let current = null;
  const mark = (id) => {
    if (id === current) return;
    for (const link of links.get(current) ?? []) link.removeAttribute("aria-current");
    for (const link of links.get(id) ?? []) {
      link.setAttribute("aria-current", "true");
      // The list scrolls by itself; the page stays where the reader has it.
      const row = link.closest(".jp-legend li");
      if (row) aside.scrollTop += Math.max(0, row.getBoundingClientRect().bottom - aside.getBoundingClientRect().bottom);
    }
    if (!id || id === signs[0].querySelector("h2").id) aside.scrollTop = 0;
    current = id;
  };
  const seen = new Set();
  // A band below the header: the first sign that reaches into it is the one that is read.
  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) seen[entry.isIntersecting ? "add" : "delete"](entry.target);
      mark(signs.find((sign) => seen.has(sign))?.querySelector("h2")?.id ?? null);
    },
    { rootMargin: "-80px 0px -55% 0px" },
  );
  for (const sign of signs) watch.observe(sign);
})();
