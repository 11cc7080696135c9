// Runs before the page is drawn, so that a chosen colour scheme or text size does not flash.
try {
  const theme = localStorage.getItem("jinpum-theme");
  if (theme) document.documentElement.dataset.theme = theme;
  const size = localStorage.getItem("jinpum-text-size");
  if (size) document.documentElement.dataset.textSize = size;
} catch {
  // Storage may be forbidden; the device's own scheme and size hold then.
}
try {
  // Room for the guides viewed last (recent.js): one row or, on a phone, two.
  const recent = JSON.parse(localStorage.getItem("jinpum-recent") || "[]").length;
  if (recent) document.documentElement.dataset.recentGuides = recent > 2 ? "2" : "1";
} catch {
  // There is no list then.
}
