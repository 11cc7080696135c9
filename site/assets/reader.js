// Barcodes in a picture, read on this device: by the browser's own reader where it knows EAN-13, else by zxing.

const WANTED = ["ean_13", "ean_8", "upc_a", "upc_e", "code_128", "qr_code"];

const ownReader = async () => {
  if (!("BarcodeDetector" in globalThis)) return null;
  try {
    const known = await BarcodeDetector.getSupportedFormats();
    if (!known.includes("ean_13")) return null;
    const detector = new BarcodeDetector({ formats: WANTED.filter((format) => known.includes(format)) });
    return async (picture) => (await detector.detect(picture)).map((code) => ({ format: code.format, text: code.rawValue }));
  } catch {
    return null;
  }
};

const zxing = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("reader-worker.js", import.meta.url));
    const waiting = new Map();
    let turns = 0;
    const fail = (error) => {
      reject(error);
      for (const { fails } of waiting.values()) fails(error);
      waiting.clear();
    };
    worker.addEventListener("error", (event) => fail(new Error(event.message || "worker")));
    worker.addEventListener("message", ({ data }) => {
      const asked = waiting.get(data.turn);
      waiting.delete(data.turn);
      if (data.error) asked?.fails(new Error(data.error));
      else asked?.done(data.codes);
    });
    const read = (picture, isHard = false) =>
      new Promise((done, fails) => {
        turns += 1;
        waiting.set(turns, { done, fails });
        worker.postMessage({ turn: turns, picture, isHard }, [picture.data.buffer]);
      });
    // An empty picture tells whether the reader has come.
    read(new ImageData(8, 8)).then(() => resolve(read), fail);
  });

let opened = null;
/** A function (ImageData, isHard) → [{format, text}]; opened once. Throws if no reader can be loaded. */
export const openReader = () => {
  opened ??= ownReader()
    .then((own) => own || zxing())
    .catch((error) => {
      opened = null;
      throw error;
    });
  return opened;
};

/** The pixels of a chosen photo, no side longer than `longest`. Throws if the browser cannot open it. */
export const pixels = async (file, longest = 1600) => {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
};
