// Reads barcodes in a picture with zxing, off the page's own thread. A classic worker, as the vendored file is one script.
importScripts(new URL("zxing/zxing_reader.js", self.location.href).href);

const ready = ZXingWASM.prepareZXingModule({
  // From our own server: the file's own default is another's.
  overrides: { locateFile: (name) => new URL(`zxing/${name}`, self.location.href).href },
  fireImmediately: true,
});
const NAMES = { EAN13: "ean_13", EAN8: "ean_8", UPCA: "upc_a", UPCE: "upc_e", Code128: "code_128", QRCode: "qr_code" };

self.addEventListener("message", async ({ data: { turn, picture, isHard } }) => {
  try {
    await ready;
    const found = await ZXingWASM.readBarcodes(picture, {
      formats: ["EAN13", "EAN8", "UPCA", "UPCE", "Code128", "QRCode"],
      tryHarder: isHard,
      tryRotate: true,
      tryInvert: isHard,
      tryDownscale: isHard,
      maxNumberOfSymbols: isHard ? 8 : 1,
      textMode: "Plain",
    });
    const codes = found.filter((code) => code.isValid).map((code) => ({ format: NAMES[code.format] || NAMES[code.symbology] || "qr_code", text: code.text }));
    self.postMessage({ turn, codes });
  } catch (error) {
    self.postMessage({ turn, error: String(error) });
  }
});
