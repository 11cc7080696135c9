// Who is signed in, told in the header. Without a server that has accounts, or without a network, nothing is shown.
(() => {
  const place = document.querySelector("[data-account]");
  const locale = document.documentElement.lang;
  const SVG = "http://www.w3.org/2000/svg";

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const icon = () => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4.500 3.500-7 8-7s8 2.500 8 7");
    svg.append(path);
    return svg;
  };

  const address = (path, more = {}) => `${path}?${new URLSearchParams({ ...more, locale })}`;

  const signIn = () => {
    const label = place.dataset.signIn;
    const link = make("a", { title: label }, icon(), make("span", { textContent: label }));
    link.setAttribute("aria-label", label);
    link.href = address("/sign-in", { next: location.pathname + location.search });
    // The place on the page is not known to the server, and may change before the link is followed.
    link.addEventListener("click", () => {
      link.href = address("/sign-in", { next: location.pathname + location.search + location.hash });
    });
    return link;
  };

  const menu = (me) => {
    const who = place.dataset.signedInAs.replace("{name}", me.name);
    const summary = make("summary", { title: who }, icon(), make("span", { textContent: me.name }));
    summary.setAttribute("aria-label", who);
    const form = make("form", { method: "post", action: address("/sign-out") });
    form.append(
      make("input", { type: "hidden", name: "csrf", value: me.csrf }),
      make("button", { textContent: place.dataset.signOut }),
    );
    const panel = make("div", {}, make("strong", { textContent: me.name }));
    if (me.sees_sightings) {
      const guide = location.pathname.match(/\/guides\/([a-z0-9-]+)\//)?.[1];
      const report = address("/sightings/new", guide ? { guide } : {});
      panel.append(
        make("a", { href: report, textContent: place.dataset.report }),
        make("a", { href: address("/sightings"), textContent: place.dataset.sightings }),
      );
    }
    if (me.sees_audit) panel.append(make("a", { href: address("/audit"), textContent: place.dataset.audit }));
    panel.append(form);
    const details = make("details", {}, summary, panel);
    document.addEventListener("click", (event) => {
      if (!details.contains(event.target)) details.open = false;
    });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      summary.focus();
    });
    return details;
  };

  const show = async () => {
    try {
      const answer = await fetch("/account/me", { credentials: "same-origin", cache: "no-store", priority: "low" });
      if (!answer.ok || !answer.headers.get("content-type")?.startsWith("application/json")) return;
      const me = await answer.json();
      if (me.accounts) place.replaceChildren(me.signed_in ? menu(me) : signIn());
    } catch {
      // Offline, or a place that serves files alone.
    }
  };
  if (place && navigator.onLine) show();
})();
