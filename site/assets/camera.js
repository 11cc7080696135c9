// The camera: opened for the scanner alone, let go when it is closed or the page is left.

const KEY = "jinpum-camera";
const remembered = () => {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return "";
  }
};

/** Why there is no picture: the key of a sentence. */
export const reason = (error) => {
  if (!globalThis.isSecureContext || !navigator.mediaDevices?.getUserMedia) return "camera-insecure";
  switch (error?.name) {
    case "NotAllowedError":
    case "SecurityError":
      return "camera-refused";
    case "NotReadableError":
    case "AbortError":
      return "camera-busy";
    default:
      return "camera-none";
  }
};

/** A camera whose picture is shown in a video element. */
export class Camera {
  #video;
  #stream = null;
  #turn = 0;

  constructor(video) {
    this.#video = video;
  }

  get isOn() {
    return Boolean(this.#stream);
  }

  /** Show the picture of a camera: the one asked for, the one used last, or the one at the back. Nothing is shown if the
   * camera was stopped or started anew while the person was asked. */
  async start(device = "") {
    this.stop();
    const turn = this.#turn;
    if (!navigator.mediaDevices?.getUserMedia) throw new TypeError("no camera interface");
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    const wanted = device || remembered();
    const from = wanted ? { deviceId: device ? { exact: device } : { ideal: wanted } } : { facingMode: { ideal: "environment" } };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...size, ...from } });
    if (turn !== this.#turn) {
      for (const track of stream.getTracks()) track.stop();
      return;
    }
    this.#stream = stream;
    this.#video.srcObject = stream;
    await this.#video.play().catch(() => {}); // a stop in between ends the play; the caller sees it by isOn
    if (device) {
      try {
        localStorage.setItem(KEY, device);
      } catch {
        // It is chosen again the next time.
      }
    }
    const [track] = stream.getVideoTracks();
    if (track?.getCapabilities?.().focusMode?.includes("continuous")) {
      track.applyConstraints({ advanced: [{ focusMode: "continuous" }] }).catch(() => {});
    }
  }

  stop() {
    this.#turn += 1;
    for (const track of this.#stream?.getTracks() || []) track.stop();
    this.#stream = null;
    this.#video.srcObject = null;
  }

  get #track() {
    return this.#stream?.getVideoTracks()[0];
  }

  /** The cameras to choose from: [{id, name, isChosen}]. */
  async cameras() {
    const devices = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind, deviceId }) => kind === "videoinput" && deviceId);
    const chosen = this.#track?.getSettings?.().deviceId;
    return devices.map(({ deviceId, label }) => ({ id: deviceId, name: label, isChosen: deviceId === chosen }));
  }

  get hasTorch() {
    return Boolean(this.#track?.getCapabilities?.().torch);
  }

  async light(isOn) {
    await this.#track?.applyConstraints({ advanced: [{ torch: isOn }] });
  }

  /** The pixels behind an element that lies over the video, with a margin, or of the whole picture where none is
   * given; no wider than `widest`. Null before the first picture. */
  look(canvas, frame = null, widest = 800) {
    const video = this.#video;
    if (!this.isOn || video.readyState < 2 || !video.videoWidth) return null;
    const { x, y, width, height } = frame ? this.#behind(frame) : { x: 0, y: 0, width: video.videoWidth, height: video.videoHeight };
    if (width < 16 || height < 16) return null;
    const down = Math.min(1, widest / width);
    canvas.width = Math.round(width * down);
    canvas.height = Math.round(height * down);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(video, x, y, width, height, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  }

  #behind(frame) {
    const video = this.#video;
    const shown = video.getBoundingClientRect();
    const aim = frame.getBoundingClientRect();
    // The video covers its box: scaled to fill it, cut off evenly.
    const scale = Math.max(shown.width / video.videoWidth, shown.height / video.videoHeight);
    const left = (aim.left - shown.left - (shown.width - video.videoWidth * scale) / 2) / scale;
    const top = (aim.top - shown.top - (shown.height - video.videoHeight * scale) / 2) / scale;
    const margin = (aim.width / scale) * 0.12;
    const x = Math.max(0, left - margin);
    const y = Math.max(0, top - margin);
    const width = Math.min(video.videoWidth - x, aim.width / scale + 2 * margin);
    const height = Math.min(video.videoHeight - y, aim.height / scale + 2 * margin);
    return { x, y, width, height };
  }
}
