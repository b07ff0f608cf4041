import { verdict } from './words.js';

const LONGEST_PAUSE_SECONDS = 15;

/**
 * Keeps a viewer on the channel that was chosen: calls it, and calls again when the call or the connection is lost. Event: change, whenever
 * {@code state} or {@code verdict} is another one.
 *
 * States: idle; connecting, to the server; calling; opening, answered but nothing to see yet; playing; waiting, to try again; over.
 */
export class Watching extends EventTarget {
  state = 'idle';
  channel = null;
  verdict = null;
  call = null;
  /** Milliseconds from the choice to the first picture. */
  firstPicture = null;
  #phone;
  #since = 0;
  #failures = 0;
  #timer = 0;

  constructor(phone) {
    super();
    this.#phone = phone;
    phone.addEventListener('online', () => this.#online());
    phone.addEventListener('offline', () => this.#offline());
  }

  /** Does nothing if this channel is being watched already. */
  start(channel) {
    if (this.call && this.channel?.name === channel.name) {
      return;
    }
    this.channel = channel;
    this.#failures = 0;
    this.again();
  }

  /** Tries once more, now. */
  again() {
    this.#drop();
    this.#since = performance.now();
    this.firstPicture = null;
    if (this.#phone.online) {
      this.#dial();
    } else {
      this.#become('connecting');
    }
  }

  /** There is no channel of this name. */
  refuse(name) {
    this.#drop();
    this.channel = { name, title: name, address: '' };
    this.#become('over', verdict({ kind: 'refused', status: 404 }));
  }

  stop() {
    this.#drop();
    this.channel = null;
    this.#become('idle');
  }

  /** The first picture of this call, or its first sound, is there. */
  shown(call) {
    if (call === this.call && this.state === 'opening') {
      this.firstPicture = performance.now() - this.#since;
      this.#failures = 0;
      this.#become('playing');
    }
  }

  #dial() {
    const call = this.#phone.call(this.channel.address);
    this.call = call;
    call.addEventListener('answered', () => call === this.call && this.#become('opening'));
    call.addEventListener('ended', ({ detail }) => call === this.call && this.#ended(detail));
    this.#become('calling');
  }

  #ended(outcome) {
    this.call = null;
    const judgement = verdict(outcome);
    if (judgement.retry === undefined) {
      this.#become('over', judgement);
    } else {
      const pause = Math.min(LONGEST_PAUSE_SECONDS, judgement.retry * 2 ** Math.min(this.#failures, 4));
      this.#failures += 1;
      this.#wait(judgement, Math.max(judgement.retry, pause));
    }
  }

  #wait(judgement, secondsLeft) {
    this.#become('waiting', { ...judgement, secondsLeft });
    this.#timer = setTimeout(() => {
      if (secondsLeft > 1) {
        this.#wait(judgement, secondsLeft - 1);
      } else {
        this.again();
      }
    }, Math.min(1, secondsLeft) * 1000);
  }

  #online() {
    if (this.call) {
      this.call.refresh();
    } else if (this.state === 'connecting') {
      this.again();
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Media may go on without the connection, so a call that plays is left alone. */
  #offline() {
    this.dispatchEvent(new Event('change'));
  }

  #drop() {
    clearTimeout(this.#timer);
    this.call?.hangUp();
    this.call = null;
  }

  #become(state, judgement = null) {
    this.state = state;
    this.verdict = judgement;
    this.dispatchEvent(new Event('change'));
  }
}
