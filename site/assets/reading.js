// The size of the text: steps above and below the browser's own, kept for the next page.
(() => {
  const KEY = "jinpum-text-size";
  const PERCENT = { "-1": 90, 0: 100, 1: 115, 2: 130, 3: 150, 4: 175 };
  const root = document.documentElement;
  const menu = document.querySelector("[data-size-menu]");
  const now = menu.querySelector("[data-now]");
  const buttons = [...menu.querySelectorAll("[data-step]")];
  menu.hidden = false;

  const step = () => (root.dataset.textSize in PERCENT ? Number(root.dataset.textSize) : 0);
  const show = () => {
    for (const button of buttons) {
      const by = Number(button.dataset.step);
      // A button that is at its end stays in the tab order, so that the focus is not lost.
      button.setAttribute("aria-disabled", String(by === 0 ? step() === 0 : !(step() + by in PERCENT)));
    }
  };
  const set = (size) => {
    if (size) root.dataset.textSize = size;
    else delete root.dataset.textSize;
    now.textContent = now.dataset.now.replace("{percent}", PERCENT[size]);
    show();
    try {
      if (size) localStorage.setItem(KEY, size);
      else localStorage.removeItem(KEY);
    } catch {
      // Storage may be forbidden; the choice holds for this page then.
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const by = Number(button.dataset.step);
      const size = by ? step() + by : 0;
      if (size in PERCENT) set(size);
    });
  }
  show();

  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
