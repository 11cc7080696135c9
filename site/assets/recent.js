// The guides that this browser showed last. The list is kept here alone and nobody is told.

const KEY = "jinpum-recent";
const MOST = 4;

const kept = () => {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(list) ? list.filter((id) => typeof id === "string") : [];
  } catch {
    // Storage may be forbidden or hold something else; there is no list then.
    return [];
  }
};
const keep = (list) => {
  try {
    if (list.length) localStorage.setItem(KEY, JSON.stringify(list));
    else localStorage.removeItem(KEY);
  } catch {
    // The page works without the list.
  }
};

const show = (section) => {
  const guides = JSON.parse(section.dataset.recent);
  const list = section.querySelector("ul");
  const known = kept().filter((id) => Object.hasOwn(guides, id)).slice(0, MOST);
  const { dataset } = document.documentElement;
  if (known.length) dataset.recentGuides = known.length > 2 ? "2" : "1";
  else delete dataset.recentGuides;
  list.replaceChildren(
    ...known.map((id) => {
      const row = section.querySelector("template").content.firstElementChild.cloneNode(true);
      const [title, pack] = guides[id];
      row.querySelector("a").href = `guides/${id}/`;
      row.querySelector("use").setAttribute("href", `assets/packs.svg#${pack}`);
      row.querySelector(".jp-card-title").textContent = title;
      return row;
    }),
  );
  section.querySelector("[data-recent-clear]").addEventListener("click", () => {
    keep([]);
    delete dataset.recentGuides;
    document.querySelector("#search")?.focus();
  });
};

const here = /\/guides\/([a-z0-9-]+)\/$/.exec(location.pathname);
if (here) keep([here[1], ...kept().filter((id) => id !== here[1])].slice(0, MOST * 2));
const section = document.querySelector("[data-recent]");
if (section) show(section);
