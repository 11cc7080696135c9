// Photos in: chosen, taken, pasted, dropped, or handed over by another script as `jinpum.take(files)`.
"use strict";

(() => {
  const { acts, busy, keepPhotos, say, whenReady } = jinpum;
  let drop = null; // set by the photos part: takes a list of files
  const early = []; // photos that were chosen before that part was ready

  jinpum.take = (files) => { if (drop) drop(files); else early.push(...files); };

  jinpum.photos = (element, trigger, upload, watch) => {
    const limits = () => element.querySelector("[data-room]").dataset;

    async function take(list) {
      const pictures = [...list].filter((file) => !file.type || file.type.startsWith("image/"));
      if (!pictures.length) return;
      const { room, max } = limits();
      if (pictures.length > Number(room)) say("photo-too-many");
      const sent = [];
      busy("photo");
      for (const file of pictures.slice(0, Number(room))) {
        if (file.size > Number(max)) { say("photo-too-large", { name: file.name }); continue; }
        // An empty file is sent on, so that the server says what is wrong with it.
        try { sent.push({ path: (await upload(file)).path, name: file.name }); }
        catch { say("upload-failed"); }
      }
      if (sent.length) whenReady(() => trigger("photo_added", { files: sent }));
      else busy("");
    }
    drop = take;
    if (early.length) take(early.splice(0));
    acts(element, trigger);
    watch("value", () => keepPhotos(element.querySelector("[data-shot]")));
  };

  document.addEventListener("change", (event) => {
    if (!event.target.matches("input[type=file][data-act=photo_added]")) return;
    const files = [...event.target.files];
    event.target.value = ""; // so that the same picture can be chosen again after its removal
    jinpum.take(files);
  });
  // Pasted and dropped pictures go where chosen ones go.
  document.addEventListener("paste", (event) => {
    const files = event.clipboardData ? [...event.clipboardData.files] : [];
    if (files.length && drop) { event.preventDefault(); drop(files); }
  }, true);
  document.addEventListener("dragover", (event) => { if ([...event.dataTransfer.types].includes("Files")) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length && drop) { event.preventDefault(); drop(event.dataTransfer.files); }
  });
})();
