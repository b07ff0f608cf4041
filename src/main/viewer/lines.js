const KEPT = 500;
const COLOURS = 8;
/** Lines of one person that follow each other so closely stand together. */
const TOGETHER_MILLIS = 180_000;
/** Scrolled so far from the end is still at the end. */
const NEAR_PIXELS = 40;

/** The lines of a chat in a scrolling element. What people wrote gets there as text only. Event: scrolled. */
export class Lines extends EventTarget {
  #log;
  #elements = new Map();
  #atEnd = true;
  #last;
  #scrolling = false;

  constructor(log) {
    super();
    this.#log = log;
    log.addEventListener('scroll', () => this.#scrolled());
    // a keyboard on a phone, a window made smaller
    new ResizeObserver(() => this.#atEnd && this.toEnd()).observe(log);
  }

  /** Whether the newest line is in sight. */
  get atEnd() {
    return this.#atEnd;
  }

  add(line) {
    const row = document.createElement('div');
    row.className = 'line';
    row.dataset.kind = line.kind;
    row.toggleAttribute('data-together', follows(line, this.#last));
    if (line.kind !== 'notice') {
      const head = row.appendChild(document.createElement('p'));
      head.className = 'head';
      const name = head.appendChild(document.createElement('bdi'));
      name.className = 'name';
      name.textContent = line.name || 'Somebody';
      name.dataset.colour = colour(line.name);
      head.append(' ', time(line.at));
    }
    const text = row.appendChild(document.createElement('p'));
    text.className = 'text';
    text.dir = 'auto';
    text.textContent = line.text;
    if (line.kind === 'notice') {
      row.append(' ', time(line.at));
    }
    this.#last = line;
    this.#elements.set(line, row);
    this.update(line);
    this.#log.append(row);
    if (this.#elements.size > KEPT) {
      this.remove(this.#elements.keys().next().value);
    }
    if (this.#atEnd || line.kind === 'own') {
      this.toEnd();
    }
  }

  update(line) {
    const row = this.#elements.get(line);
    if (row && line.state) {
      row.dataset.state = line.state;
    }
  }

  remove(line) {
    this.#elements.get(line)?.remove();
    this.#elements.delete(line);
    if (line === this.#last) {
      this.#last = undefined;
    }
  }

  clear() {
    this.#elements.clear();
    this.#last = undefined;
    this.#log.replaceChildren();
    this.#atEnd = true;
  }

  toEnd() {
    this.#atEnd = true;
    // once for all the lines that come at the same time
    if (!this.#scrolling) {
      this.#scrolling = true;
      requestAnimationFrame(() => {
        this.#scrolling = false;
        this.#log.scrollTop = this.#log.scrollHeight;
      });
    }
  }

  #scrolled() {
    // lines that came since are no way back
    if (this.#scrolling) {
      return;
    }
    this.#atEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR_PIXELS;
    this.dispatchEvent(new Event('scrolled'));
  }
}

function follows(line, before) {
  return before !== undefined && line.kind !== 'notice' && before.kind === line.kind && before.name === line.name && line.at - before.at < TOGETHER_MILLIS;
}

/** As clocks show it here; with the day, if that is another one. */
function time(at) {
  const element = document.createElement('time');
  element.dateTime = at.toISOString();
  const today = at.toDateString() === new Date().toDateString();
  element.textContent = at.toLocaleString([], { timeStyle: 'short', ...(today ? {} : { dateStyle: 'short' }) });
  return element;
}

/** The same for the same name. */
function colour(name) {
  let sum = 0;
  for (const letter of name) {
    sum = (sum * 31 + letter.codePointAt(0)) % 65_521;
  }
  return sum % COLOURS;
}
