export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const SHORT_CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const DATE_AND_CLOCK = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'medium' });
const OFFSET = new Intl.DateTimeFormat('en', { timeZoneName: 'longOffset' });
const NUMBER = new Intl.NumberFormat();
const ONE_DIGIT = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const CAUSES = {
  VIEWER_HUNG_UP: 'hung up',
  VIEWER_LOST: 'nothing came from the viewer any more',
  NOT_ACKNOWLEDGED: 'the answer was not acknowledged',
  SOURCE_ENDED: 'the film was over',
  SOURCE_LOST: 'the source was lost',
  SOURCE_SILENT: 'the source fell silent',
  SERVER_FAILED: 'the server had a failure',
  SERVER_STOPPED: 'the server was stopped',
  SERVER_KILLED: 'the server was killed',
};

/** Such as 2026-01-31, here and now or some days from a day. */
export function dayOf(date) {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

export function today() {
  return dayOf(new Date());
}

export function shifted(day, days) {
  const [year, month, date] = day.split('-').map(Number);
  return dayOf(new Date(year, month - 1, date + days, 12));
}

/** The time of day; with the date, if it is another day's. */
export function clock(instant, day) {
  const time = new Date(instant);
  return dayOf(time) === day ? CLOCK.format(time) : DATE_AND_CLOCK.format(time);
}

export function shortClock(instant) {
  return SHORT_CLOCK.format(new Date(instant));
}

/** How far the zone is from UTC at that time, such as GMT+01:00. */
export function offset(instant) {
  return OFFSET.formatToParts(new Date(instant)).find(({ type }) => type === 'timeZoneName').value.replace('GMT', 'UTC');
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
