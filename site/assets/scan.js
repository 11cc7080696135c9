// The scanner: a dialog with the camera's picture, read here about eight times a second. No picture leaves the device.

import { aboutNumber } from "./answers.js";
import { Camera, reason } from "./camera.js";
import { contents } from "./gtin.js";
import { hitLink, piece } from "./hits.js";
import { openReader } from "./reader.js";

const EVERY_MS = 125;
const WHOLE_EACH = 4; // one picture in so many is read whole, for a code that is held beside the frame or fills more than it
const WHOLE_WIDTH = 1280;
const TWICE = new Set(["ean_13", "ean_8", "upc_a", "upc_e", "code_128"]);

/** The scanner in its dialog.
 *
 * dialog: the element, with its parts marked by data-scan-…; loadGuides: gives the guides with their keys; say: the
 * page's words; rule: sentences of the barcode guide or null; typeInstead: called when the number is to be typed.
 */
export class Scanner {
  #dialog;
  #camera;
  #options;
  #canvas = document.createElement("canvas");
  #last = "";
  #turn = 0;

  constructor(dialog, options) {
    this.#dialog = dialog;
    this.#options = options;
    this.#camera = new Camera(this.#part("video"));
    this.#part("close").addEventListener("click", () => dialog.close());
    this.#part("again").addEventListener("click", () => this.#start());
    this.#part("retry").addEventListener("click", () => this.#start());
    this.#part("torch").addEventListener("click", () => this.#switchLight());
    this.#part("camera").addEventListener("change", (event) => this.#start(event.target.value));
    for (const button of dialog.querySelectorAll("[data-scan-type]")) {
      button.addEventListener("click", () => {
        dialog.close();
        options.typeInstead();
      });
    }
    dialog.addEventListener("close", () => this.#stop());
    addEventListener("pagehide", () => this.#stop());
    document.addEventListener("visibilitychange", () => {
      if (!dialog.open) return;
      if (document.hidden) this.#stop();
      else if (dialog.dataset.state === "looking") this.#start();
    });
  }

  open() {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#start();
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-scan-${name}]`);
  }

  /** looking, found or failed; the style sheet shows the parts that belong to it. */
  #show(state, sentence = "") {
    this.#dialog.dataset.state = state;
    this.#part("say").textContent = sentence;
  }

  #stop() {
    this.#turn += 1;
    this.#camera.stop();
    this.#part("torch").setAttribute("aria-pressed", "false");
  }

  async #start(device = "") {
    this.#stop();
    const turn = this.#turn;
    const { say } = this.#options;
    this.#last = "";
    this.#show("looking", say("scan-opening"));
    // The reader is fetched while the person is asked for the camera.
    const reader = openReader();
    reader.catch(() => {});
    try {
      await this.#camera.start(device);
    } catch (error) {
      if (turn === this.#turn) this.#fail(say(reason(error)));
      return;
    }
    if (turn !== this.#turn) return;
    await this.#offerChoices();
    try {
      const read = await reader;
      if (turn !== this.#turn) return;
      this.#show("looking", say("scan-hint"));
      await this.#watch(read, turn);
    } catch {
      if (turn === this.#turn) this.#fail(say("scan-no-reader"));
    }
  }

  #fail(sentence) {
    this.#stop();
    this.#show("failed", sentence);
    this.#part("retry").focus();
  }

  async #offerChoices() {
    const torch = this.#part("torch");
    torch.hidden = !this.#camera.hasTorch;
    const cameras = await this.#camera.cameras();
    const menu = this.#part("camera");
    menu.closest("label").hidden = cameras.length < 2;
    menu.replaceChildren(
      ...cameras.map(({ id, name, isChosen }, index) => new Option(name || this.#options.say("scan-camera-number", { number: index + 1 }), id, isChosen, isChosen)),
    );
  }

  async #switchLight() {
    const torch = this.#part("torch");
    const isOn = torch.getAttribute("aria-pressed") !== "true";
    try {
      await this.#camera.light(isOn);
      torch.setAttribute("aria-pressed", String(isOn));
    } catch {
      torch.hidden = true;
    }
  }

  async #watch(read, turn) {
    for (let looks = 1; turn === this.#turn; looks += 1) {
      const began = performance.now();
      const isWhole = looks % WHOLE_EACH === 0;
      const picture = isWhole ? this.#camera.look(this.#canvas, null, WHOLE_WIDTH) : this.#camera.look(this.#canvas, this.#part("aim"));
      const codes = picture ? await read(picture) : [];
      if (turn !== this.#turn) return;
      const code = this.#sure(codes);
      if (code) {
        await this.#found(code);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(20, EVERY_MS - (performance.now() - began))));
    }
  }

  // Bars are read twice alike before they count; a QR code corrects itself.
  #sure([code]) {
    if (!code) return null;
    const name = `${code.format} ${code.text}`;
    if (!TWICE.has(code.format) || name === this.#last) return code;
    this.#last = name;
    return null;
  }

  async #found(code) {
    this.#stop();
    navigator.vibrate?.(60);
    const { say, rule, loadGuides } = this.#options;
    const { gtin, host, text } = contents(code);
    let guides = null;
    try {
      guides = await loadGuides();
    } catch {
      // Without the numbers it is said that they could not be looked up.
    }
    const lines = [];
    const links = [];
    this.#part("number").textContent = gtin || host || "";
    if (gtin && guides) {
      const about = aboutNumber(guides, gtin, say, rule);
      links.push(...about.hits.map((hit) => hitLink(hit, say)));
      lines.push(...about.lines);
    } else if (gtin) lines.push({ text: say("search-failed") });
    if (host) lines.unshift({ text: say("scan-qr-host") });
    else if (!gtin) {
      const isQr = code.format === "qr_code";
      this.#part("number").textContent = isQr ? "" : text;
      lines.push({ text: say(isQr ? "scan-qr-text" : "scan-no-gtin") });
    }
    this.#part("hits").replaceChildren(...links);
    this.#part("lines").replaceChildren(...lines.map(({ text: line, lang }) => Object.assign(piece("p", "", line), lang ? { lang } : {})));
    this.#part("rule").hidden = !(gtin && rule);
    this.#show("found");
    this.#part("result").focus();
  }
}
