import { seconds } from './words.js';

const EVERY_MILLIS = 1000;

/** What arrives, in figures, in a definition list; asked for only while it is shown. */
export class Statistics {
  #list;
  #watching;
  #rows = new Map();
  #before = new Map();
  #connection = null;
  #timer = 0;

  constructor(list, watching) {
    this.#list = list;
    this.#watching = watching;
  }

  toggle() {
    this.#list.hidden = !this.#list.hidden;
    clearInterval(this.#timer);
    if (!this.#list.hidden) {
      this.#timer = setInterval(() => this.#update(), EVERY_MILLIS);
      this.#update();
    }
    return !this.#list.hidden;
  }

  async #update() {
    const connection = this.#watching.call?.connection ?? null;
    if (connection !== this.#connection) {
      this.#connection = connection;
      this.#clear();
    }
    const reports = await connection?.getStats();
    if (!reports || connection !== this.#connection) {
      return;
    }
    const { firstPicture } = this.#watching;
    this.#row('first-picture', 'First picture after', firstPicture === null ? '–' : seconds(firstPicture));
    this.#row('round-trip', 'Round trip', roundTrip(reports));
    const media = [...reports.values()].filter(({ type }) => type === 'inbound-rtp');
    for (const report of media.sort((one, other) => other.kind.localeCompare(one.kind))) {
      this.#medium(report, reports);
    }
  }

  /** Another call may lack what this one had. */
  #clear() {
    this.#list.replaceChildren();
    this.#rows.clear();
    this.#before.clear();
  }

  #medium(report, reports) {
    const name = report.kind === 'video' ? 'Picture' : 'Sound';
    const before = this.#before.get(report.id) ?? report;
    this.#before.set(report.id, report);
    const elapsed = report.timestamp - before.timestamp;
    const codec = reports.get(report.codecId)?.mimeType.split('/')[1];
    this.#row(`${report.kind}-codec`, `${name}: codec`, codec ?? '–');
    if (report.kind === 'video') {
      const rate = elapsed > 0 ? (1000 * (report.framesDecoded - before.framesDecoded)) / elapsed : report.framesPerSecond ?? 0;
      const size = report.frameWidth ? `${report.frameWidth} × ${report.frameHeight}, ${Math.round(rate)} frames/s` : '–';
      this.#row('resolution', `${name}: resolution`, size);
    }
    const kilobits = elapsed > 0 ? Math.round((8 * (report.bytesReceived - before.bytesReceived)) / elapsed) : 0;
    this.#row(`${report.kind}-rate`, `${name}: bit rate`, elapsed > 0 ? `${kilobits} kbit/s` : '–');
    const expected = report.packetsReceived + report.packetsLost;
    const share = expected > 0 ? ((100 * report.packetsLost) / expected).toFixed(1) : '0.0';
    this.#row(`${report.kind}-loss`, `${name}: packets lost`, `${report.packetsLost} (${share} %)`);
    this.#row(`${report.kind}-jitter`, `${name}: jitter`, report.jitter === undefined ? '–' : `${Math.round(report.jitter * 1000)} ms`);
  }

  #row(name, label, value) {
    let cell = this.#rows.get(name);
    if (!cell) {
      const row = this.#list.appendChild(document.createElement('div'));
      row.appendChild(document.createElement('dt')).textContent = label;
      cell = row.appendChild(document.createElement('dd'));
      cell.dataset.figure = name;
      this.#rows.set(name, cell);
    }
    cell.textContent = value;
  }
}

function roundTrip(reports) {
  for (const report of reports.values()) {
    if (report.type === 'candidate-pair' && report.nominated && report.currentRoundTripTime !== undefined) {
      return `${Math.round(report.currentRoundTripTime * 1000)} ms`;
    }
  }
  return '–';
}
