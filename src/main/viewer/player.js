const STORED_VOLUME = 'volume';
const VOLUME_STEP = 0.05;

/** The video element with its volume, mute and full screen. Event: shown, when the first picture of a stream, or its sound, is there. */
export class Player extends EventTarget {
  #video;
  #stage;
  #parts;

  constructor(parts) {
    super();
    this.#video = parts.video;
    this.#stage = parts.stage;
    this.#parts = parts;
    this.#video.volume = storedVolume();
    this.#video.addEventListener('volumechange', () => this.#showVolume());
    parts.volume.addEventListener('input', () => this.#setVolume(parts.volume.valueAsNumber / 100));
    parts.mute.addEventListener('click', () => this.toggleMute());
    parts.unmute.addEventListener('click', () => this.toggleMute(false));
    parts.fullscreen.addEventListener('click', () => this.toggleFullscreen());
    this.#showVolume();
  }

  /** Plays a stream. Browsers keep a page silent that nobody has touched yet: then it plays without sound, and offers to switch it on. */
  async play(stream, hasPicture) {
    this.#video.srcObject = stream;
    const shown = () => this.#video.srcObject === stream && this.dispatchEvent(new Event('shown'));
    // a page in the background paints no frames
    if (hasPicture && this.#video.requestVideoFrameCallback && document.visibilityState === 'visible') {
      this.#video.requestVideoFrameCallback(shown);
    } else {
      this.#video.addEventListener('playing', shown, { once: true });
    }
    try {
      await this.#video.play();
    } catch (error) {
      if (error.name === 'NotAllowedError' && !this.#video.muted) {
        this.#video.muted = true;
        this.#parts.unmute.hidden = false;
        await this.#video.play().catch(() => {});
      }
    }
  }

  /** Leaves nothing on the screen. */
  clear() {
    this.#video.srcObject = null;
    this.#parts.unmute.hidden = true;
  }

  toggleMute(muted = !this.#video.muted) {
    this.#video.muted = muted;
    this.#parts.unmute.hidden = true;
    if (!muted && this.#video.volume === 0) {
      this.#setVolume(VOLUME_STEP * 4);
    }
  }

  louder(steps) {
    this.#setVolume(this.#video.volume + steps * VOLUME_STEP);
  }

  toggleFullscreen() {
    if (document.fullscreenElement) {
      document.exitFullscreen();
    } else if (this.#stage.requestFullscreen) {
      this.#stage.requestFullscreen().catch(() => {});
    } else {
      // iPhones show nothing but a video in full
      this.#video.webkitEnterFullscreen?.();
    }
  }

  #setVolume(volume) {
    this.#video.volume = Math.min(1, Math.max(0, volume));
    this.#video.muted = this.#video.volume === 0;
    this.#parts.unmute.hidden = true;
    try {
      localStorage.setItem(STORED_VOLUME, this.#video.volume);
    } catch {
      // a browser that keeps nothing
    }
  }

  #showVolume() {
    const { mute, volume } = this.#parts;
    mute.setAttribute('aria-pressed', String(this.#video.muted));
    volume.value = this.#video.muted ? 0 : Math.round(this.#video.volume * 100);
  }
}

function storedVolume() {
  try {
    const volume = Number.parseFloat(localStorage.getItem(STORED_VOLUME));
    return volume > 0 && volume <= 1 ? volume : 1;
  } catch {
    return 1;
  }
}
