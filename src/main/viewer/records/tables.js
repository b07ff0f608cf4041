import { cause, clock, count, loss, minutes, seconds, shortClock, visible } from './words.js';

const MAX_CALLER = 160;

/** Fills the tables of the page. What callers wrote becomes text, never anything else. */

export function showTotals(list, summary) {
  const totals = [
    ['Ended', count(summary.calls)],
    ['Running', count(summary.running)],
    ['Minutes billed', minutes(summary.billedMilliseconds)],
    ['Most viewers', summary.viewers.peak ? `${count(summary.viewers.peak)} at ${shortClock(summary.viewers.peakAt)}` : '–'],
  ];
  list.replaceChildren(
    ...totals.map(([name, value]) => {
      const pair = document.createElement('div');
      pair.append(cell('dt', name), cell('dd', value));
      return pair;
    }),
  );
}

export function showChannels(table, { channels }) {
  const most = Math.max(...channels.map((channel) => channel.billedMilliseconds), 1);
  const rows = channels
    .toSorted((one, other) => other.billedMilliseconds - one.billedMilliseconds)
    .map((channel) => {
      const bar = cell('td', '', 'share');
      const length = bar.appendChild(document.createElement('span'));
      length.style.width = `${(100 * channel.billedMilliseconds) / most}%`;
      return row(rowName(channel.channel), number(count(channel.calls)), number(minutes(channel.billedMilliseconds)), bar);
    });
  fill(table, rows);
}

/** The most of each hour. */
export function showViewers(table, { from, viewers }) {
  const steps = 3600 / viewers.stepSeconds;
  const rows = [];
  for (let step = 0; step < viewers.most.length; step += steps) {
    const begin = Date.parse(from) + step * viewers.stepSeconds * 1000;
    rows.push(row(rowName(shortClock(begin)), number(count(Math.max(...viewers.most.slice(step, step + steps))))));
  }
  fill(table, rows);
}

export function showCalls(table, calls, day) {
  fill(
    table,
    calls.map((call) => {
      const running = call.ended === null;
      const made = row(
        cell('td', clock(call.began, day), 'time'),
        cell('td', call.channel, 'name'),
        callerCell(call.caller),
        number(seconds(call.billedMilliseconds)),
        cell('td', running ? '' : call.endedBy),
        running ? cell('td', 'running', 'running') : cell('td', why(call)),
        number(loss(call.lossPercent)),
      );
      made.dataset.call = call.call;
      return made;
    }),
  );
}

/** A long one is cut; pointing at it shows all. */
function callerCell(caller) {
  const words = visible(caller);
  const made = cell('td', words.length > MAX_CALLER ? `${words.slice(0, MAX_CALLER)}…` : words, 'caller');
  made.title = words;
  return made;
}

function why(call) {
  const remarks = [call.incomplete && 'found out afterwards', call.corrected && 'corrected'].filter(Boolean);
  return [cause(call.cause), remarks.length ? ` (${remarks.join(', ')})` : ''].join('');
}

function fill(table, rows) {
  table.tBodies[0].replaceChildren(...rows);
}

function row(...cells) {
  const made = document.createElement('tr');
  made.append(...cells);
  return made;
}

function rowName(words) {
  const made = cell('th', words, 'name');
  made.scope = 'row';
  return made;
}

function number(words) {
  return cell('td', words, 'number');
}

function cell(kind, words, name = '') {
  const made = document.createElement(kind);
  made.textContent = words;
  made.className = name;
  return made;
}
