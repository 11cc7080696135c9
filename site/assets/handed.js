// Hands photos over to the assistant's page, which takes them up by bot/page/handed.js. They stay on this device: the
// database is the browser's own, and the mark is this tab's.

const open = () =>
  new Promise((resolve, reject) => {
    const asked = indexedDB.open("jinpum-handed", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("photos");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

/** Lay photos down for the assistant's page. Throws if the browser keeps nothing. */
export const handOver = async (files) => {
  const mark = crypto.randomUUID?.() || `${Date.now()}-${Math.random()}`;
  const database = await open();
  await new Promise((resolve, reject) => {
    const work = database.transaction("photos", "readwrite");
    // What an earlier visit left behind goes.
    work.objectStore("photos").clear();
    work.objectStore("photos").put(files, mark);
    work.oncomplete = resolve;
    work.onerror = work.onabort = () => reject(work.error);
  });
  database.close();
  sessionStorage.setItem("jinpum-handed-photo", mark);
};
