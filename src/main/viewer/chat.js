import { Lines } from './lines.js';
import { cleanName, keepName, ownName } from './name.js';
import { unreadLines } from './words.js';

const STORED_PANEL = 'chat';

/** The panel of the chat: lines, a field to write, the viewer's name, and how many lines were not seen yet. Events: unread; named. */
export class Chat extends EventTarget {
  unread = 0;
  #part;
  #room;
  #lines;
  #open = stored() !== 'closed';
  #inSight = false;
  #returned = '';

  constructor(part, room) {
    super();
    this.#part = part;
    this.#room = room;
    this.#lines = new Lines(part['chat-log']);
    part['chat-name'].value = room.name = ownName();
    part['chat-name'].addEventListener('change', () => this.#rename());
    part['chat-form'].addEventListener('submit', (event) => this.#submit(event));
    part['chat-line'].addEventListener('input', () => this.#say(''));
    for (const field of [part['chat-line'], part['chat-name']]) {
      field.addEventListener('keydown', ({ key }) => key === 'Escape' && field.blur());
    }
    part['chat-toggle'].addEventListener('click', () => this.toggle());
    part['chat-close'].addEventListener('click', () => this.toggle());
    part['chat-new'].addEventListener('click', () => this.#lines.toEnd());
    this.#lines.addEventListener('scrolled', () => this.#look());
    document.addEventListener('visibilitychange', () => this.#look());
    document.addEventListener('fullscreenchange', () => this.#look());
    new IntersectionObserver(([{ isIntersecting }]) => {
      this.#inSight = isIntersecting;
      this.#look();
    }).observe(part['chat-form']);
    room.addEventListener('change', () => this.#show());
    room.addEventListener('cleared', () => this.#clear());
    room.addEventListener('line', ({ detail }) => this.#add(detail));
    room.addEventListener('changed', ({ detail }) => this.#lines.update(detail));
    room.addEventListener('gone', ({ detail }) => this.#lines.remove(detail));
    room.addEventListener('refused', ({ detail }) => this.#giveBack(detail));
    this.#show();
  }

  get name() {
    return this.#room.name;
  }

  toggle() {
    if (!this.#room.there) {
      return;
    }
    this.#open = !this.#open;
    store(this.#open ? 'open' : 'closed');
    this.#show();
    // not where a keyboard would cover the picture
    if (this.#open && !matchMedia('(pointer: coarse)').matches) {
      this.#part['chat-line'].focus();
    }
  }

  #show() {
    const shown = this.#room.there && this.#open;
    this.#part.chat.hidden = !shown;
    this.#part['chat-toggle'].hidden = !this.#room.there;
    this.#part['chat-toggle'].setAttribute('aria-expanded', String(shown));
    document.documentElement.dataset.chat = shown ? 'open' : 'closed';
    if (shown) {
      this.#lines.toEnd();
    }
    this.#look();
  }

  #add(line) {
    this.#lines.add(line);
    if (line.kind === 'line' && !line.earlier && !this.#seen()) {
      this.#count(this.unread + 1);
    }
  }

  #clear() {
    this.#lines.clear();
    this.#say('');
    this.#count(0);
  }

  #seen() {
    return !this.#part.chat.hidden && this.#inSight && this.#lines.atEnd && document.visibilityState === 'visible' && !document.fullscreenElement;
  }

  #look() {
    if (this.#seen()) {
      this.#count(0);
    }
    this.#part['chat-new'].hidden = this.#lines.atEnd;
  }

  #count(unread) {
    if (unread !== this.unread) {
      this.unread = unread;
      const { 'chat-unread': mark, 'chat-toggle': toggle, 'chat-new': jump } = this.#part;
      mark.hidden = unread === 0;
      mark.textContent = unread > 99 ? '99+' : String(unread);
      toggle.setAttribute('aria-label', unread ? `Chat, ${unreadLines(unread)}` : 'Chat');
      jump.textContent = unread ? unreadLines(unread) : 'To the newest';
      this.dispatchEvent(new Event('unread'));
    }
  }

  #submit(event) {
    event.preventDefault();
    const field = this.#part['chat-line'];
    const text = field.value.trim();
    if (text) {
      field.value = '';
      this.#returned = '';
      this.#say('');
      this.#room.say(text);
    }
  }

  /** Lines that were not taken are back in the field, in their order, before whatever was typed since. */
  #giveBack({ line, words }) {
    const field = this.#part['chat-line'];
    const before = field.value.startsWith(this.#returned) ? this.#returned : '';
    const since = field.value.slice(before.length).trim();
    this.#returned = join(before, line.text);
    field.value = join(this.#returned, since);
    this.#say(words);
  }

  #say(words) {
    const { 'chat-note': note, 'chat-line': field } = this.#part;
    if (note.textContent !== words) {
      note.textContent = words;
      field.setAttribute('aria-invalid', String(words !== ''));
    }
  }

  #rename() {
    const field = this.#part['chat-name'];
    const name = cleanName(field.value);
    if (name && name !== this.#room.name) {
      this.#room.name = keepName(name);
      this.dispatchEvent(new Event('named'));
      // others know a caller by the name that he called with
      this.#part['chat-name-note'].textContent = this.#room.there ? 'from your next call on' : '';
    }
    field.value = this.#room.name;
  }
}

function join(...texts) {
  return texts.filter(Boolean).join(' ');
}

function stored() {
  try {
    return localStorage.getItem(STORED_PANEL);
  } catch {
    return null;
  }
}

function store(state) {
  try {
    localStorage.setItem(STORED_PANEL, state);
  } catch {
    // a browser that keeps nothing
  }
}
