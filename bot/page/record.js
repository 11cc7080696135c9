// Copying and printing a record. Without scripts one selects the text, and prints from the browser's menu.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const status = document.querySelector("[data-status]");
  const say = () => { status.textContent = button.dataset.copied; };
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      say();
    } catch {
      // Without a secure connection there is no clipboard for scripts: the text is selected, and copied the old way.
      window.getSelection().selectAllChildren(text);
      if (document.execCommand("copy")) say();
    }
  });
}
