// Runs before the page is drawn, so that a chosen colour scheme does not flash.
try {
  const theme = localStorage.getItem("jinpum-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the device's own scheme holds then.
}
