// Runs before the page is drawn, so that a chosen colour scheme or text size does not flash.
try {
  const theme = localStorage.getItem("jinpum-theme");
  if (theme) document.documentElement.dataset.theme = theme;
  const size = localStorage.getItem("jinpum-text-size");
  if (size) document.documentElement.dataset.textSize = size;
} catch {
  // Storage may be forbidden; the device's own scheme and size hold then.
}
