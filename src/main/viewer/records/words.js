/** The browser's, until the server turns out not to know it. */
export let zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

let formats = formatsOf(zone);
const NUMBER = new Intl.NumberFormat();
const ONE_DIGIT = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const CAUSES = {
  VIEWER_HUNG_UP: 'hung up',
  VIEWER_LOST: 'nothing came from the viewer any more',
  VIEWER_STOPPED: 'the viewer stopped it',
  PAUSED_TOO_LONG: 'it was paused for too long',
  NOT_ACKNOWLEDGED: 'the answer was not acknowledged',
  SOURCE_ENDED: 'the film was over',
  SOURCE_LOST: 'the source was lost',
  SOURCE_SILENT: 'the source fell silent',
  SERVER_FAILED: 'the server had a failure',
  SERVER_STOPPED: 'the server was stopped',
  ENDED_BY_OPERATOR: 'an operator ended the call',
  SERVER_KILLED: 'the server was killed',
};

function formatsOf(timeZone) {
  const format = (options) => new Intl.DateTimeFormat(undefined, { ...options, timeZone });
  return {
    clock: format({ timeStyle: 'medium' }),
    shortClock: format({ timeStyle: 'short' }),
    dateAndClock: format({ dateStyle: 'short', timeStyle: 'medium' }),
    offset: new Intl.DateTimeFormat('en', { timeZoneName: 'longOffset', timeZone }),
    // its dates are such as 2026-01-31
    day: new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone }),
  };
}

/** From now on all times are in UTC. */
export function useUtc() {
  zone = 'UTC';
  formats = formatsOf(zone);
}

/** Such as 2026-01-31, here and now or some days from a day. */
export function dayOf(date) {
  return formats.day.format(date);
}

export function today() {
  return dayOf(new Date());
}

export function shifted(day, days) {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}

/** The time of day; with the date, if it is another day's. */
export function clock(instant, day) {
  const time = new Date(instant);
  return dayOf(time) === day ? formats.clock.format(time) : formats.dateAndClock.format(time);
}

export function shortClock(instant) {
  return formats.shortClock.format(new Date(instant));
}

/** From the day's beginning to this hour by the clock of the zone, in milliseconds. */
export function atHour(begin, hour) {
  if (zone === 'UTC') {
    return hour * 3600000;
  }
  const day = new Date(begin);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour).getTime() - begin;
}

/** How far the zone is from UTC at that time, such as GMT+01:00. */
export function offset(instant) {
  return formats.offset.formatToParts(new Date(instant)).find(({ type }) => type === 'timeZoneName').value.replace('GMT', 'UTC');
}

export function count(number) {
  return NUMBER.format(number);
}

export function minutes(milliseconds) {
  return ONE_DIGIT.format(milliseconds / 60000);
}

export function seconds(milliseconds) {
  return `${ONE_DIGIT.format(milliseconds / 1000)} s`;
}

export function loss(percent) {
  return percent === null ? '–' : `${ONE_DIGIT.format(percent)} %`;
}

/** With what can't be seen made visible, as it may turn letters round or hide them. */
export function visible(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => `⟨U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** In words; a cause that is not known here as it is called. */
export function cause(name) {
  return CAUSES[name] ?? name.toLowerCase().replaceAll('_', ' ');
}
