/** What the viewer is told when a call does not come about, or is over. */

const REFUSALS = {
  403: { headline: 'You may not watch this channel' },
  404: { headline: 'There is no such channel', detail: 'The guide has those that there are.' },
  // its source, its registration or the platform's media proxy is away: a Warning says which
  480: { headline: 'The channel can’t be reached just now', retry: 5 },
  486: { headline: 'There is no room just now', detail: 'As many people watch as there is room for. Try again in a moment.' },
  488: { headline: 'Your browser can’t play this channel', detail: 'It and the channel have no codec in common. A SIP phone or another browser may have one.' },
};
REFUSALS[600] = REFUSALS[486];
REFUSALS[606] = REFUSALS[488];

const AWAY = { headline: 'The server is away', retry: 1 };

/** By the words of the server's Reason (RFC 3326), which says why it hangs up. */
const ENDINGS = {
  'the film is over': { headline: 'The film is over', again: 'Watch again' },
  'the viewer stopped it': { headline: 'Stopped', again: 'Watch again' },
  'it was paused for too long': { headline: 'The pause was too long', detail: 'A film does not wait for ever.', again: 'Watch again' },
  'the source is gone': { headline: 'The channel’s source is gone', retry: 3 },
  'the server is being stopped': { headline: 'The server is being restarted', retry: 2 },
};

const CUT_OFF = { headline: 'The server has ended the call', retry: 1 };
const NO_MEDIA = { headline: 'Neither picture nor sound arrives', retry: 1 };
const BROKEN = { headline: 'Your browser could not take the call' };

/**
 * The headline, perhaps a detail, the words of a button to try again, and after how many seconds to do so by oneself, if at all.
 *
 * @param outcome how a call ended: kind (refused, unreachable, hung-up, silent, broken), status, text, retryAfter
 */
export function verdict(outcome) {
  switch (outcome.kind) {
    case 'refused': {
      const known = REFUSALS[outcome.status];
      if (!known) {
        return outcome.status >= 500 || outcome.status === 408 ? AWAY : { ...BROKEN, headline: 'The call was refused', detail: outcome.text };
      }
      const retry = known.retry && (outcome.retryAfter || known.retry);
      return { ...known, detail: known.detail ?? outcome.text, retry };
    }
    case 'hung-up':
      return ENDINGS[outcome.text] ?? CUT_OFF;
    case 'silent':
      return NO_MEDIA;
    case 'broken':
      return { ...BROKEN, detail: outcome.text };
    default:
      return AWAY;
  }
}

/** Such as "0.16 s". */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

export function watchers(count) {
  return count ? `${count} watching` : '';
}

const UNDELIVERED = 'There is no connection to the server: your line was not sent.';
const NOT_WATCHING = 'You are not watching just now: your line was not sent.';

const LINE_REFUSALS = {
  403: 'You may not write here.',
  413: 'Your line is too long.',
  429: 'You write too fast. Wait a moment.',
  486: 'You write too fast. Wait a moment.',
  513: 'Your line is too long.',
};

/** Why a line was not taken: the server's own words, if it gives any. */
export function refusalWords({ status, message, callIsGone }) {
  if (callIsGone) {
    return NOT_WATCHING;
  }
  return status === 0 ? UNDELIVERED : message || LINE_REFUSALS[status] || `Your line was not taken (${status}).`;
}

/** Why the film does not do what was wanted. */
export function steeringWords({ status, message }) {
  const words = status === 0 ? 'there is no connection to the server' : message || 'that is not possible';
  return words[0].toUpperCase() + words.slice(1);
}

export function unreadLines(count) {
  return count === 1 ? '1 new line' : `${count} new lines`;
}

/** Such as 2:05 or 1:02:03. */
export function clock(milliseconds) {
  const [hours, minutes, rest] = parts(milliseconds);
  const two = (number) => String(number).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Such as "1 h 2 min 3 s". */
export function clockAloud(milliseconds) {
  const [hours, minutes, rest] = parts(milliseconds);
  return [hours && `${hours} h`, minutes && `${minutes} min`, `${rest} s`].filter(Boolean).join(' ');
}

function parts(milliseconds) {
  const all = Math.floor(milliseconds / 1000);
  return [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
}
