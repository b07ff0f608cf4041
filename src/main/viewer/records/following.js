const AGAIN_MILLIS = 2000;
/** The server says something at least every 20 s. */
const SILENCE_MILLIS = 45000;

/** Follows what is written into the journal, however often the connection is lost. Events: news; change, when `live` has changed. */
export class Following extends EventTarget {
  #source;
  #last = 0;
  #stop = null;
  live = false;

  constructor(source) {
    super();
    this.#source = source;
  }

  /** From the event behind this one on. */
  async start(after) {
    this.stop();
    const stop = (this.#stop = new AbortController());
    this.#last = after;
    while (!stop.signal.aborted) {
      try {
        await this.#read(stop.signal);
      } catch {
        // lost, refused or silent: all the same, once more
      }
      if (!stop.signal.aborted) {
        this.#say(false);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
      }
    }
  }

  stop() {
    this.#stop?.abort();
    this.#stop = null;
    this.#say(false);
  }

  async #read(signal) {
    const silence = new AbortController();
    const reader = (await this.#source.stream(this.#last, AbortSignal.any([signal, silence.signal]))).getReader();
    this.#say(true);
    let rest = '';
    for (;;) {
      const alarm = setTimeout(() => silence.abort(), SILENCE_MILLIS);
      const { done, value } = await reader.read().finally(() => clearTimeout(alarm));
      if (done || signal.aborted) {
        return;
      }
      const parts = (rest + value).split('\n\n');
      rest = parts.pop();
      const ids = parts.map((part) => /^id: (\d+)$/m.exec(part)?.[1]).filter(Boolean);
      if (ids.length) {
        this.#last = ids.at(-1);
        this.dispatchEvent(new Event('news'));
      }
    }
  }

  #say(live) {
    if (this.live !== live) {
      this.live = live;
      this.dispatchEvent(new Event('change'));
    }
  }
}
