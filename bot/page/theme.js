// Runs before the page is drawn, so that the colours chosen on the site hold here too, without a flash.
try {
  const theme = localStorage.getItem("jinpum-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the device's own scheme holds then.
}
