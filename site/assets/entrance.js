// Sends a visitor to the language chosen before, or the first one the browser asks for that we have; English otherwise.
// Without a script the page is a list of languages.
(() => {
  const locales = document.currentScript.dataset.locales.split(" ");
  const find = (wanted) => {
    const tag = wanted.toLowerCase();
    const exact = locales.find((locale) => locale.toLowerCase() === tag);
    if (exact) return exact;
    const [language, ...rest] = tag.split("-");
    if (language === "zh") {
      const traditional = rest.includes("hant") || (!rest.includes("hans") && rest.some((part) => ["tw", "hk", "mo"].includes(part)));
      const order = traditional ? ["zh-Hant", "zh-Hans"] : ["zh-Hans", "zh-Hant"];
      return order.find((locale) => locales.includes(locale));
    }
    return locales.find((locale) => locale.toLowerCase() === language);
  };
  let chosen = null;
  try {
    chosen = localStorage.getItem("jinpum-locale");
  } catch {
    // Storage may be forbidden; the browser's languages decide then.
  }
  const wanted = [...(chosen ? [chosen] : []), ...(navigator.languages || [navigator.language || "en"])];
  location.replace(`${wanted.map(find).find(Boolean) || "en"}/`);
})();
