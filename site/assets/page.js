// Small helps of every page; each works without them.
(() => {
  const root = document.documentElement;
  const keep = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Storage may be forbidden; the choice holds for this page then.
    }
  };
  keep("jinpum-locale", root.lang);

  const toggle = document.querySelector("[data-theme-toggle]");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const label = () => {
    const text = isDark() ? toggle.dataset.toLight : toggle.dataset.toDark;
    toggle.setAttribute("aria-label", text);
    toggle.title = text;
  };
  toggle.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    keep("jinpum-theme", root.dataset.theme);
    label();
  });
  dark.addEventListener("change", label);
  label();

  // The language menu keeps the place on the page, and closes when the reader goes on.
  const menu = document.querySelector(".jp-languages");
  for (const link of menu.querySelectorAll("[data-language]")) {
    link.addEventListener("click", () => {
      link.hash = location.hash;
    });
  }
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  const today = new Date().toISOString().slice(0, 10);
  for (const notice of document.querySelectorAll("[data-review-by]")) {
    notice.hidden = notice.dataset.reviewBy >= today;
  }
})();
