import { atHour, count, shortClock } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const LEFT = 40;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 24;
const HEIGHT = 200;

/** Draws how many watched at once over the day: an area in steps, with hours below and round numbers at its left. */
export class Chart {
  #frame;
  #summary = null;

  constructor(frame) {
    this.#frame = frame;
    new ResizeObserver(() => this.#draw()).observe(frame);
  }

  show(summary) {
    this.#summary = summary;
    this.#draw();
  }

  #draw() {
    const width = this.#frame.clientWidth;
    if (!this.#summary || !width) {
      return;
    }
    const { from, until, viewers } = this.#summary;
    const begin = Date.parse(from);
    const length = Date.parse(until) - begin;
    const grid = round(viewers.peak);
    const x = (millis) => LEFT + ((width - LEFT - RIGHT) * millis) / length;
    const y = (number) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * number) / grid.top;
    const svg = element('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: 'img' });
    const title = svg.appendChild(element('title'));
    title.textContent = viewers.peak
      ? `Viewers at once over the day: at most ${count(viewers.peak)}, from ${shortClock(viewers.peakAt)} on. The figures are in the table below.`
      : 'Viewers at once over the day: nobody watched.';
    for (let number = 0; number <= grid.top; number += grid.step) {
      svg.append(element('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: y(number), y2: y(number) }));
      svg.append(label(count(number), { x: LEFT - 8, y: y(number) + 4, 'text-anchor': 'end' }));
    }
    const hours = width < 520 ? 6 : 3;
    for (let hour = 0; hour <= 24; hour += hours) {
      // by the clock of the day's zone, which may have jumped
      const at = Math.min(length, atHour(begin, hour));
      const anchor = hour === 0 ? 'start' : hour === 24 ? 'end' : 'middle';
      svg.append(label(hour === 24 ? '24:00' : `${String(hour).padStart(2, '0')}:00`, { x: x(at), y: HEIGHT - 6, 'text-anchor': anchor }));
    }
    svg.append(element('path', { class: 'area', d: steps(viewers, length, x, y) }));
    this.#frame.replaceChildren(svg);
  }
}

function steps({ stepSeconds, most }, length, x, y) {
  if (!most.length) {
    return '';
  }
  const points = most.map((number, index) => `L${x(index * stepSeconds * 1000).toFixed(1)} ${y(number).toFixed(1)}H${x(Math.min(length, (index + 1) * stepSeconds * 1000)).toFixed(1)}`);
  return `M${x(0).toFixed(1)} ${y(0)}${points.join('')}V${y(0)}Z`;
}

/** A round number that is not below this one, and the distance of the lines up to it. */
function round(peak) {
  const least = Math.max(peak, 4);
  const power = 10 ** Math.floor(Math.log10(least / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate * 4 >= least);
  return { step, top: step * Math.ceil(least / step) };
}

function element(name, attributes = {}) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([attribute, value]) => made.setAttribute(attribute, value));
  return made;
}

function label(words, attributes) {
  const made = element('text', attributes);
  made.textContent = words;
  return made;
}
