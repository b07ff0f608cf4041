import { parseCpim } from './cpim.js';
import { Refusal } from './requests.js';
import { refusalWords } from './words.js';

const REMEMBERED = 500;
/** For so long after a call has begun, the room tells what was said before. */
const HISTORY_MILLIS = 2000;

/**
 * The chat of those who watch the same channel. Events: change, when there is a room or none; cleared; line, changed and gone, with a line as
 * detail; refused, with a line and words as detail.
 *
 * A line has kind (line, own or notice), name, text, at (a Date), earlier (said before we came) and, if it is our own, state (pending or sent).
 */
export class Room extends EventTarget {
  name = '';
  #call = null;
  #channel = null;
  #there = false;
  #enteredAt = Infinity;
  #seen = new Set();
  #own = [];
  #replayed = [];

  /** Whether the server takes lines for this channel. */
  get there() {
    return this.#there;
  }

  /** Takes part in the chat of what is being watched. */
  follow({ channel, call }) {
    if (this.#channel !== (channel?.name ?? null)) {
      this.#channel = channel?.name ?? null;
      this.#forget();
    }
    if (call && call !== this.#call) {
      // the same room again: it tells the newcomer its last lines, ours among them
      this.#replayed.push(...this.#own.splice(0));
      call.addEventListener('line', ({ detail }) => call === this.#call && this.#take(detail));
    }
    if (call !== this.#call) {
      this.#call = call;
      this.#enteredAt = Infinity;
    }
    if (call?.takesLines) {
      this.#enteredAt = Math.min(this.#enteredAt, performance.now());
    }
    if (call?.takesLines && !this.#there) {
      this.#there = true;
      this.dispatchEvent(new Event('change'));
    }
  }

  /** Sends a line, which is in the room at once as a pending one. One that begins with a slash is for the film, not for the others. */
  async say(text) {
    const call = this.#call;
    const command = text.startsWith('/');
    const line = { kind: 'own', name: this.name, text, at: new Date(), state: 'pending' };
    if (!command) {
      this.#tell('line', line);
    }
    try {
      if (!call) {
        throw new Refusal(0, '', true);
      }
      await call.say(text);
      line.state = 'sent';
      if (!command) {
        this.#own.push(line);
        this.#own.splice(0, this.#own.length - REMEMBERED);
        this.#tell('changed', line);
      }
    } catch (refusal) {
      this.#tell('gone', line);
      this.#tell('refused', { line, words: refusalWords(refusal) });
    }
  }

  #take({ type, body }) {
    const message = /^message\/cpim\b/i.test(type) ? parseCpim(body) : { from: null, to: null, id: null, sentAt: null, text: body };
    if (!message?.text.trim()) {
      return;
    }
    const { from, to, id, sentAt, text } = message;
    const kind = from && from.address === to?.address ? 'notice' : 'line';
    const earlier = performance.now() < this.#enteredAt + HISTORY_MILLIS;
    const line = { kind, name: kind === 'notice' ? '' : (from?.name ?? ''), text, at: sentAt ?? new Date(), earlier };
    if (!this.#isKnown(id, line)) {
      this.#tell('line', line);
    }
  }

  /** Whether this was here before the connection was lost. */
  #isKnown(id, { kind, name, text, earlier }) {
    if (id !== null && this.#seen.has(id)) {
      return true;
    }
    this.#seen.add(id);
    if (this.#seen.size > REMEMBERED) {
      this.#seen.delete(this.#seen.values().next().value);
    }
    if (!earlier) {
      // all that was said before has been told: from now on the same words are somebody else's
      this.#replayed = [];
    }
    const own = kind === 'line' ? this.#replayed.findIndex((line) => line.text === text && isNamed(name, line.name)) : -1;
    if (own >= 0) {
      this.#replayed.splice(own, 1);
    }
    return own >= 0;
  }

  #forget() {
    this.#seen.clear();
    this.#own = [];
    this.#replayed = [];
    this.#there = false;
    this.dispatchEvent(new Event('cleared'));
    this.dispatchEvent(new Event('change'));
  }

  #tell(event, detail) {
    this.dispatchEvent(new CustomEvent(event, { detail }));
  }
}

/** A room adds a number to a name that somebody else has already. */
function isNamed(shown, own) {
  return shown === own || (shown.startsWith(`${own} (`) && shown.endsWith(')'));
}
