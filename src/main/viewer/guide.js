import { watchers } from './words.js';

const REFRESH_MILLIS = 5000;

/** The list of channels, kept up to date. Events: loaded; chosen, with the channel's name as detail. */
export class Guide extends EventTarget {
  #list;
  #note;
  #items = new Map();
  #channels = new Map();
  #timer = 0;
  loaded = false;

  constructor(list, note) {
    super();
    this.#list = list;
    this.#note = note;
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.refresh());
  }

  find(name) {
    return this.#channels.get(name);
  }

  /** Marks the channel that is being watched, if one is. */
  mark(name) {
    for (const [own, { button }] of this.#items) {
      if (own === name) {
        button.setAttribute('aria-current', 'true');
      } else {
        button.removeAttribute('aria-current');
      }
    }
  }

  async refresh() {
    clearTimeout(this.#timer);
    try {
      const response = await fetch('channels', { cache: 'no-store' });
      if (!response.ok) {
        throw new Error(`status ${response.status}`);
      }
      this.#show(await response.json());
    } catch {
      this.#say('The channel guide can’t be reached at the moment.');
    }
    clearTimeout(this.#timer);
    if (document.visibilityState === 'visible') {
      this.#timer = setTimeout(() => this.refresh(), REFRESH_MILLIS);
    }
  }

  #show(channels) {
    this.#channels = new Map(channels.map((channel) => [channel.name, channel]));
    this.#say(channels.length ? '' : 'There are no channels yet. They are set up in conf/channels.yaml.');
    for (const [name, item] of this.#items) {
      if (!this.#channels.has(name)) {
        item.row.remove();
        this.#items.delete(name);
      }
    }
    for (const channel of channels) {
      const item = this.#items.get(channel.name) ?? this.#add(channel.name);
      item.title.textContent = channel.title;
      item.kind.textContent = channel.kind === 'live' ? 'Live' : 'On demand';
      item.kind.className = `kind ${channel.kind}`;
      item.viewers.textContent = watchers(channel.viewers);
    }
    this.loaded = true;
    this.dispatchEvent(new Event('loaded'));
  }

  #add(name) {
    const row = document.createElement('li');
    const button = row.appendChild(document.createElement('button'));
    button.type = 'button';
    button.dataset.channel = name;
    button.addEventListener('click', () => this.dispatchEvent(new CustomEvent('chosen', { detail: name })));
    const item = { row, button };
    for (const part of ['title', 'kind', 'viewers']) {
      item[part] = button.appendChild(document.createElement('span'));
      item[part].className = part;
    }
    this.#items.set(name, item);
    this.#list.append(row);
    return item;
  }

  #say(words) {
    this.#note.textContent = words;
    this.#note.hidden = !words;
  }
}
