const STATES = ['playing', 'paused', 'ended'];
/** While a film pauses, reports are all that comes of a call: one each ten seconds. */
const REPORTS_MISSED_MILLIS = 35_000;

/**
 * The film of a call, as the server last reported it, and the way to steer it. Events: change; refused, with the server's words as detail.
 */
export class Film extends EventTarget {
  #call = null;
  #report = null;
  #reportedAt = 0;
  #timer = 0;
  #stop = null;

  /** Takes the reports of this call, if there is one, and forgets another one's. */
  follow(call) {
    if (call === this.#call) {
      return;
    }
    this.#stop?.abort();
    clearInterval(this.#timer);
    this.#stop = new AbortController();
    this.#call = call;
    this.#report = null;
    call?.addEventListener('film', ({ detail }) => this.#take(detail), { signal: this.#stop.signal });
    this.dispatchEvent(new Event('change'));
  }

  /** Whether the server has told anything of it: one that knows no steering never does. */
  get known() {
    return this.#report !== null;
  }

  get paused() {
    return this.#report?.state === 'paused';
  }

  get restartable() {
    return this.known && !this.#report.live;
  }

  get seekable() {
    return this.restartable && this.#report.length > 0;
  }

  /** Milliseconds; between reports it goes on by itself. */
  get position() {
    const { state, position, length } = this.#report;
    const now = state === 'playing' ? position + performance.now() - this.#reportedAt : position;
    return length > 0 ? Math.min(now, length) : now;
  }

  get length() {
    return this.#report.length;
  }

  /** When a pause ends the call; null if it does not. */
  get pauseEnds() {
    return this.#report?.pauseEnds ?? null;
  }

  /** Asks for something in the words of the server: pause, resume, seek +30, seek 12:34, restart. True if it was taken. */
  async steer(words) {
    const call = this.#call;
    try {
      await call.steer(words);
      return true;
    } catch (refusal) {
      if (call === this.#call) {
        this.dispatchEvent(new CustomEvent('refused', { detail: refusal }));
      }
      return false;
    }
  }

  toggle() {
    return this.steer(this.paused ? 'resume' : 'pause');
  }

  #take(text) {
    const report = read(text);
    if (!report) {
      return;
    }
    this.#report = report;
    this.#reportedAt = performance.now();
    this.#call.expectMedia(!this.paused);
    clearInterval(this.#timer);
    if (this.paused) {
      this.#timer = setInterval(() => this.#call.refresh(), REPORTS_MISSED_MILLIS);
    }
    this.dispatchEvent(new Event('change'));
  }
}

/** What a report says, or null if it is none. */
function read(text) {
  try {
    const { state, position, length, live, pauseEnds } = JSON.parse(text);
    const ends = pauseEnds ? new Date(pauseEnds) : null;
    return STATES.includes(state)
      ? {
          state,
          position: milliseconds(position),
          length: milliseconds(length),
          live: live === true,
          pauseEnds: ends && Number.isNaN(ends.getTime()) ? null : ends,
        }
      : null;
  } catch {
    return null;
  }
}

function milliseconds(value) {
  return Number.isFinite(value) && value > 0 ? value : 0;
}
