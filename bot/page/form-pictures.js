// The draft's pictures, kept in this browser beside the draft: they are too large for localStorage.
"use strict";
const STORE = "pictures";

function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open("jinpum-form", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}
async function within(mode, act) {
  const base = await opened();
  return new Promise((done, failed) => {
    const work = base.transaction(STORE, mode), asked = act(work.objectStore(STORE));
    work.oncomplete = () => { base.close(); done(asked?.result); };
    work.onerror = () => failed(work.error);
  });
}
export const pictures = {
  put: (name, file) => within("readwrite", (store) => store.put(file, name)),
  get: (name) => within("readonly", (store) => store.get(name)),
  remove: (name) => within("readwrite", (store) => store.delete(name)),
  clear: () => within("readwrite", (store) => { store.clear(); }),
  async all() {
    const names = await within("readonly", (store) => store.getAllKeys());
    return Promise.all(names.map(async (name) => [name, await pictures.get(name)]));
  },
};
