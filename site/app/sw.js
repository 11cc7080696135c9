// The service worker: a copy of the guides for times without a network.
//
// The build writes the line that sets `self.JINPUM` before this text. Nothing that a page asks for is ever kept as it
// passes: a copy holds the files of its list alone, fetched without cookies and compared with the list's hashes. So no
// page for one person, and no page of a sign-in screen of a hotel's network, can get into it.
//
// A copy is one Cache of one language, version and level ("core": the start page and what it needs; "all": every
// guide). A new version is filled beside the old one and takes its place in one step, when it is whole.

const { locales: LOCALES, root: ROOT } = self.JINPUM;
const STATE_CACHE = "jinpum-state";
const STATE_PATH = "/offline/state";
const COPY = "jinpum-copy";
const WAIT_MS = 3000;
const AT_ONCE = 6;
const HASH_HEADER = "x-jinpum-hash";
const MATCH = { ignoreSearch: true, ignoreVary: true };

const copyName = (locale, { version, level }) => [COPY, locale, version, level].join(" ");
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// What is kept: { last: locale, copies: { locale: { version, level, wanted, checked } } }; `checked` is when the copy
// was last known to be the site's newest, in milliseconds.
const readState = async () => {
  const kept = await (await caches.open(STATE_CACHE)).match(STATE_PATH);
  return kept ? kept.json() : { last: null, copies: {} };
};
let writing = Promise.resolve();
const changeState = (change) => {
  writing = writing.catch(() => {}).then(async () => {
    const state = await readState();
    change(state);
    await (await caches.open(STATE_CACHE)).put(STATE_PATH, new Response(JSON.stringify(state)));
    return state;
  });
  return writing;
};

const tell = async (message) => {
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage(message);
};

// Without cookies, so that somebody who is signed in keeps the public edition.
const get = async (path) => {
  const answer = await fetch(path, { cache: "no-cache", credentials: "omit", redirect: "error" });
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return answer;
};
const hashOf = async (bytes) =>
  [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].slice(0, 16).map((byte) => byte.toString(16).padStart(2, "0")).join("");

const download = async (path, hash) => {
  const answer = await get(path);
  const bytes = await answer.arrayBuffer();
  if ((await hashOf(bytes)) !== hash) throw new Error(`changed ${path}`);
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding", "vary"]) headers.delete(name);
  headers.set(HASH_HEADER, hash);
  return new Response(bytes, { headers });
};

// Fill a copy. What an earlier copy, or one that was broken off, holds with the same hash is not fetched again.
const fill = async (locale, level, signal, progress) => {
  const list = await (await get(`/offline/${locale}.json`)).json();
  const files = list.files.filter((file) => level === "all" || file.core);
  const target = { version: list.version, level };
  const names = (await caches.keys()).filter((name) => name.startsWith(`${COPY} ${locale} `) && name !== copyName(locale, target));
  const cache = await caches.open(copyName(locale, target));
  const others = await Promise.all(names.map((name) => caches.open(name)));
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  const one = async ({ path, hash, size }) => {
    if (signal.aborted) throw new Error("stopped");
    let have = null;
    for (const place of [cache, ...others]) {
      have = await place.match(path, MATCH);
      if (have?.headers.get(HASH_HEADER) === hash) {
        if (place !== cache) await cache.put(path, have);
        break;
      }
      have = null;
    }
    if (!have) await cache.put(path, await download(path, hash));
    done += size;
    progress(done, total);
  };
  const waiting = [...files];
  const worker = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await one(file);
  };
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  return target;
};

// What is being filled now: locale → { level, stop, promise }.
const running = new Map();

const update = (locale, level) => {
  const before = running.get(locale);
  if (before?.level === level && !before.stop.signal.aborted) return before.promise;
  before?.stop.abort();
  const job = { level, stop: new AbortController() };
  running.set(locale, job);
  job.promise = (async () => {
    await before?.promise;
    const error = await replace(locale, level, job.stop.signal);
    if (running.get(locale) === job) running.delete(locale);
    if (level === "all") saving.delete(locale);
    await tellState(locale, { error });
  })();
  return job.promise;
};

// Fill a copy and put it in the place of the one before; tells why not, or null.
const replace = async (locale, level, signal) => {
  let shown = -1;
  const progress = (done, total) => {
    const percent = Math.floor((100 * done) / Math.max(1, total));
    if (percent === shown) return;
    shown = percent;
    tell({ type: "progress", locale, level, percent });
  };
  for (const attempt of [1, 2]) {
    try {
      const target = await fill(locale, level, signal, progress);
      await changeState((state) => {
        const wanted = state.copies[locale]?.wanted === "all" ? "all" : level;
        state.copies[locale] = { ...target, wanted, checked: Date.now() };
      });
      await removeOthers(locale, target);
      return null;
    } catch (reason) {
      // The site may have been replaced between its list and its files: once more with the new list.
      if (attempt === 1 && String(reason.message).startsWith("changed")) continue;
      if (signal.aborted) return "stopped";
      return reason.name === "QuotaExceededError" ? "space" : "network";
    }
  }
  return "network";
};

const removeOthers = async (locale, copy) => {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${COPY} ${locale} `) && name !== copyName(locale, copy)) await caches.delete(name);
  }
};

const tellState = async (locale, more = {}) => {
  const state = await readState();
  await tell({ type: "state", locale, copy: state.copies[locale] ?? null, running: saving.has(locale) ? "all" : (running.get(locale)?.level ?? null), ...more });
};

// A page was opened: bring the copy of its language up to date, as far as the officer asked for one.
const visit = async (locale, saveData) => {
  await changeState((state) => {
    state.last = locale;
  });
  let latest = null;
  try {
    latest = (await (await get("/offline/versions.json")).json())[locale] ?? null;
  } catch {
    // No network: the copy stays as it is.
  }
  const copy = (await readState()).copies[locale];
  const wanted = copy?.wanted ?? "core";
  const isNewest = copy && latest && copy.version === latest.version;
  if (isNewest) {
    await changeState((state) => {
      if (state.copies[locale]?.version === latest.version) state.copies[locale].checked = Date.now();
    });
  }
  await tellState(locale, { latest });
  if (!latest || (isNewest && copy.level === wanted)) return;
  // Somebody who asked the browser to save data is asked before the large download.
  if (wanted === "all" && saveData) return;
  await update(locale, wanted);
};

const saving = new Set();

const save = async (locale) => {
  await changeState((state) => {
    state.copies[locale] = { version: "", level: "none", checked: 0, ...state.copies[locale], wanted: "all" };
  });
  saving.add(locale);
  try {
    // What every visitor has comes first: should the rest fail, the start page works and says what is missing.
    if (!(await find(`/${locale}/offline/`, locale))) await update(locale, "core");
    if (saving.has(locale)) await update(locale, "all");
  } finally {
    saving.delete(locale);
  }
};

// Break a download off. A copy of everything that was there before stays; what has come so far is used another time.
const stop = async (locale) => {
  await changeState((state) => {
    const copy = state.copies[locale];
    if (copy && copy.level !== "all") copy.wanted = "core";
  });
  saving.delete(locale);
  running.get(locale)?.stop.abort();
};

const remove = async (locale) => {
  running.get(locale)?.stop.abort();
  await running.get(locale)?.promise;
  await changeState((state) => {
    if (state.copies[locale]) state.copies[locale].wanted = "core";
  });
  await update(locale, "core");
};

// Clients whose page came from a copy: their parts come from it too, without waiting for a network that is not there.
const fromCopy = new Set();

const localeOf = (path) => LOCALES.find((locale) => path.startsWith(`/${locale}/`)) ?? null;

const find = async (path, locale) => {
  const { copies, last } = await readState();
  for (const tag of new Set([locale, last, ...Object.keys(copies)])) {
    const copy = copies[tag];
    const name = copy && copyName(tag, copy);
    if (!name || !(await caches.has(name))) continue;
    const hit = await (await caches.open(name)).match(path, MATCH);
    if (hit) return { hit, copy, locale: tag };
  }
  return null;
};

// The page says of itself that it is from a copy: the attribute is there before anything is drawn.
const marked = async ({ hit, copy }, event, extra = "", base = "") => {
  if (event.resultingClientId) fromCopy.add(event.resultingClientId);
  const text = (await hit.text()).replace("<html ", `<html data-offline-copy="${copy.checked}" data-offline-level="${copy.level}" ${extra}`);
  const headers = new Headers(hit.headers);
  headers.set("cache-control", "no-store");
  return new Response(base ? text.replace("<head>", `<head><base href="${base}">`) : text, { status: extra ? 503 : 200, headers });
};

const notHere = async (event, locale, reason) => {
  const { copies, last } = await readState();
  for (const tag of new Set([locale, last, ...Object.keys(copies)])) {
    const page = tag && (await find(`/${tag}/offline/`, tag));
    if (page) return marked(page, event, `data-offline-reason="${reason}" `, `/${tag}/offline/`);
  }
  return Response.error();
};

// The browser's own cache is asked past: a host that names no time to live would have it show an old guide as new.
const network = (event) => fetch(event.request, { cache: "no-cache" });

const page = async (event, url, locale) => {
  const answer = network(event);
  answer.catch(() => {});
  const copy = await find(url.pathname, locale);
  if (!copy) {
    try {
      return await answer;
    } catch {
      const withSlash = !url.pathname.endsWith("/") && (await find(`${url.pathname}/`, locale));
      if (withSlash) return Response.redirect(`${url.pathname}/${url.search}`);
      return notHere(event, locale, "page");
    }
  }
  const first = await Promise.race([answer.catch(() => null), pause(WAIT_MS)]);
  if (first && first.status < 500) return first;
  return marked(copy, event);
};

const part = async (event, url, locale) => {
  const client = event.clientId ? await self.clients.get(event.clientId) : null;
  const wanted = locale ?? (client && localeOf(new URL(client.url).pathname));
  if (fromCopy.has(event.clientId)) {
    const copy = await find(url.pathname, wanted);
    if (copy) return copy.hit;
  }
  let answer = null;
  try {
    answer = await fetch(event.request, url.pathname.endsWith(".json") ? { cache: "no-cache" } : {});
    if (answer.status < 500) return answer;
  } catch {
    // The copy may have it.
  }
  const copy = await find(url.pathname, wanted);
  if (!copy) return answer ?? Response.error();
  await tell({ type: "copy-used", checked: copy.copy.checked });
  return copy.hit;
};

// The assistant, cases and sign-in are never kept. Without a network a page in the officer's language says so.
const elsewhere = async (event, url) => {
  try {
    return await network(event);
  } catch {
    return notHere(event, LOCALES.find((locale) => locale === url.searchParams.get("locale")) ?? null, "server");
  }
};

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const { type, locale, saveData } = event.data ?? {};
  if (!LOCALES.includes(locale)) return;
  if (type === "visit") event.waitUntil(visit(locale, saveData));
  if (type === "save") event.waitUntil(save(locale));
  if (type === "stop") event.waitUntil(stop(locale));
  if (type === "remove") event.waitUntil(remove(locale));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const locale = localeOf(url.pathname);
  const isOurs = locale || ROOT.includes(url.pathname) || url.pathname.startsWith("/pagefind/");
  if (request.mode === "navigate") event.respondWith(isOurs ? page(event, url, locale) : elsewhere(event, url));
  else if (isOurs) event.respondWith(part(event, url, locale));
});
