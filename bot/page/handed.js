// Takes up photos that the start page handed over (site/assets/handed.js): the tab's storage holds the mark, the
// browser's own database the files. They are taken once and are gone from there then.
"use strict";

(() => {
  const KEY = "jinpum-handed-photo";
  let mark = null;
  try {
    mark = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
  } catch { /* a browser that keeps nothing has nothing handed over */ }
  if (!mark) return;
  const asked = indexedDB.open("jinpum-handed", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("photos");
  asked.onsuccess = () => {
    const database = asked.result;
    const work = database.transaction("photos", "readwrite");
    const found = work.objectStore("photos").get(mark);
    work.objectStore("photos").clear();
    work.oncomplete = () => {
      database.close();
      if (found.result) jinpum.take(found.result);
    };
  };
})();
