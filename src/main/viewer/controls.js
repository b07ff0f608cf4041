import { clock, clockAloud, steeringWords } from './words.js';

const TICK_MILLIS = 250;
/** How long a place that was chosen stays shown, until the film reports that it is there. */
const HELD_MILLIS = 4000;
const NOTE_MILLIS = 5000;

/** What steers the film: buttons, and a bar that shows where it is. Nothing of it is there until the server has told how the film stands. */
export class Controls {
  #part;
  #film;
  #timer = 0;
  #noteTimer = 0;
  /** Where to the bar is being moved, or was moved just now. */
  #wanted = null;
  #heldUntil = 0;
  #asking = false;
  #reported = false;

  constructor(part, film) {
    this.#part = part;
    this.#film = film;
    part.pause.addEventListener('click', () => film.toggle());
    part.video.addEventListener('click', () => film.known && film.toggle());
    part.resume.addEventListener('click', () => film.steer('resume'));
    part.back.addEventListener('click', () => film.steer('seek -10'));
    part.forward.addEventListener('click', () => film.steer('seek +30'));
    part.restart.addEventListener('click', () => film.steer('restart'));
    part.seek.addEventListener('input', () => this.#aim());
    part.seek.addEventListener('change', () => this.#seek());
    film.addEventListener('change', () => this.#changed());
    film.addEventListener('refused', ({ detail }) => this.#note(steeringWords(detail)));
    this.#changed();
  }

  #changed() {
    const { known, paused, restartable, seekable } = this.#film;
    const part = this.#part;
    const hadFocus = document.activeElement === part.resume;
    part.pause.hidden = !known;
    part.transport.hidden = part.back.hidden = part.forward.hidden = !seekable;
    part.restart.hidden = !restartable;
    part.paused.hidden = !(known && paused);
    part.pause.dataset.shows = paused ? 'resume' : 'pause';
    part.pause.setAttribute('aria-label', paused ? 'Resume' : 'Pause');
    part.pause.title = `${paused ? 'Resume' : 'Pause'} (k or space)`;
    part['keys-film'].hidden = !known;
    part['keys-seek'].hidden = !seekable;
    document.documentElement.dataset.film = !known ? 'unknown' : paused ? 'paused' : 'playing';
    if (hadFocus && part.paused.hidden) {
      part.pause.focus();
    }
    this.#reported = true;
    if (!this.#asking) {
      this.#wanted = null;
    }
    clearInterval(this.#timer);
    if (known) {
      this.#timer = setInterval(() => this.#tick(), TICK_MILLIS);
      this.#tick();
    }
  }

  #tick() {
    const { pauseEnds, paused, seekable } = this.#film;
    if (this.#wanted !== null && !this.#asking && performance.now() > this.#heldUntil) {
      this.#wanted = null;
    }
    if (seekable) {
      this.#place(this.#wanted ?? this.#film.position);
    }
    const left = paused && pauseEnds ? Math.max(0, pauseEnds - Date.now()) : null;
    setText(this.#part['paused-ends'], left === null ? '' : `· the call ends in ${clock(left)} unless you resume`);
  }

  #place(position) {
    const { seek, position: shown, length: whole } = this.#part;
    const { length } = this.#film;
    // its very end is no place to go on from
    seek.max = Math.max(0, Math.ceil(length / 1000) - 1);
    seek.valueAsNumber = Math.floor(position / 1000);
    seek.style.setProperty('--done', `${(100 * position) / length}%`);
    seek.setAttribute('aria-valuetext', `${clockAloud(position)} of ${clockAloud(length)}`);
    setText(shown, clock(position));
    setText(whole, clock(length));
  }

  /** Nothing that arrives meanwhile moves the bar away. */
  #aim() {
    this.#wanted = this.#part.seek.valueAsNumber * 1000;
    this.#heldUntil = performance.now() + HELD_MILLIS;
    this.#place(this.#wanted);
  }

  /** While one place is being asked for, only the last one of those that follow is remembered. */
  async #seek() {
    this.#aim();
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    let asked = null;
    let taken = true;
    while (taken && this.#wanted !== asked) {
      asked = this.#wanted;
      this.#reported = false;
      taken = await this.#film.steer(`seek ${clock(asked)}`);
    }
    this.#asking = false;
    this.#heldUntil = performance.now() + (taken && !this.#reported ? HELD_MILLIS : 0);
  }

  #note(words) {
    setText(this.#part['film-note'], words);
    clearTimeout(this.#noteTimer);
    this.#noteTimer = setTimeout(() => setText(this.#part['film-note'], ''), NOTE_MILLIS);
  }
}

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
