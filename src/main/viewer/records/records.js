import { Chart } from './chart.js';
import { Following } from './following.js';
import { Refused, Source } from './source.js';
import { showCalls, showChannels, showTotals, showViewers } from './tables.js';
import { offset, shifted, today, useUtc, zone } from './words.js';

/** News are shown together, at most so often. */
const NEWS_MILLIS = 1500;
/** A day changes without news as well: what runs goes on, and midnight comes. */
const TICK_MILLIS = 60000;

const part = Object.fromEntries([...document.querySelectorAll('[id]')].map((element) => [element.id, element]));
const source = new Source();
const following = new Following(source);
const chart = new Chart(part.chart);
const browserZone = zone;
let day = today();
/** Where the pages begin that were left for older ones; the last is the one that is shown. */
let pages = [null];
let older = null;
let loading = null;
let newsTimer = 0;
let retryTimer = 0;
let shownToday = day;

/** Shows one of: the token's form, a problem, a day. */
function showOnly(name) {
  for (const each of ['login', 'problem', 'day']) {
    part[each].hidden = each !== name;
  }
  part.leave.hidden = name === 'login';
}

function askForToken(words) {
  stop();
  source.forget();
  part['login-error'].textContent = words;
  part.token.value = '';
  showOnly('login');
  part.token.focus();
}

function stop() {
  loading?.abort();
  following.stop();
  clearTimeout(newsTimer);
  clearTimeout(retryTimer);
  newsTimer = 0;
}

/** Reads the chosen day and shows it. */
async function load() {
  loading?.abort();
  clearTimeout(retryTimer);
  const mine = (loading = new AbortController());
  part.day.setAttribute('aria-busy', 'true');
  try {
    const asked = { day, zone };
    const [summary, page] = await Promise.all([source.summary(asked, mine.signal), source.calls(asked, pages.at(-1), mine.signal)]);
    if (mine.signal.aborted) {
      return;
    }
    show(summary, page);
    if (!following.live) {
      following.start(summary.sequence);
    }
  } catch (error) {
    if (!mine.signal.aborted) {
      explain(error);
    }
  } finally {
    if (loading === mine) {
      part.day.removeAttribute('aria-busy');
    }
  }
}

function show(summary, page) {
  const nothing = !summary.calls && !summary.running && !summary.viewers.peak;
  showOnly('day');
  part.date.value = day;
  part.date.max = today();
  part.later.disabled = part.today.disabled = day >= today();
  const unknown = zone === browserZone ? '' : ` (this browser's zone, ${browserZone}, is not known to the server)`;
  part.zone.textContent = `Times are in ${zone === 'UTC' ? zone + unknown : `${zone} (${offset(summary.now)})`}, records those of ${summary.node}.`;
  part.empty.hidden = !nothing;
  part.figures.hidden = nothing;
  part.empty.textContent =
    day >= today() ? 'Nobody has called yet today. Watch a channel, by “Sipcast” above or with any SIP phone, and the call is here.' : 'Nobody called on this day, or its records have been deleted since. Choose another day.';
  showTotals(part.totals, summary);
  showChannels(part.channels, summary);
  showViewers(part.viewers, summary);
  chart.show(summary);
  showCalls(part.calls, page.calls, day);
  older = page.older;
  part.older.disabled = older === null;
  part.newer.disabled = pages.length === 1;
  part.pages.hidden = part.older.disabled && part.newer.disabled;
}

function explain(error) {
  if (!(error instanceof Refused)) {
    fail(`The page had a failure: ${error.message}`, 0);
  } else if (error.status === 401) {
    askForToken('That is not the token. Look it up once more: letters and digits, nothing before or behind them.');
  } else if (error.status === 403) {
    stop();
    fail(error.message, 0);
  } else if (error.status === 400 && zone !== 'UTC' && error.message.startsWith('zone ')) {
    useUtc();
    choose(today());
  } else {
    fail(error.message, [0, 429, 503].includes(error.status) ? error.retryAfter || 3 : 0);
  }
}

/** Says what is wrong, and tries again after some seconds if that may help. */
function fail(words, retrySeconds) {
  showOnly('problem');
  part['problem-words'].textContent = retrySeconds ? `${words} Trying again …` : words;
  if (retrySeconds) {
    retryTimer = setTimeout(load, retrySeconds * 1000);
  }
}

function choose(chosen) {
  if (chosen && chosen <= today()) {
    day = chosen;
    pages = [null];
    load();
  }
}

function soon() {
  if (!newsTimer && day === today() && document.visibilityState === 'visible' && !part.day.hidden) {
    newsTimer = setTimeout(() => {
      newsTimer = 0;
      load();
    }, NEWS_MILLIS);
  }
}

function tick() {
  // who looked at today goes on doing so after midnight
  if (day === shownToday && day !== today()) {
    choose(today());
  }
  shownToday = today();
  soon();
}

async function download() {
  part.csv.disabled = true;
  try {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await source.csv({ day, zone }));
    link.download = `calls-${day}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), TICK_MILLIS);
  } catch (error) {
    explain(error);
  } finally {
    part.csv.disabled = false;
  }
}

function showStatus() {
  part.status.textContent = part.day.hidden ? '' : following.live ? 'Live' : 'Connecting …';
  part.status.dataset.live = following.live;
}

part.login.addEventListener('submit', (event) => {
  event.preventDefault();
  const token = part.token.value.trim();
  if (!/^[\x21-\x7e]+$/.test(token)) {
    askForToken('That is no token: it has only letters, digits and a few signs.');
    return;
  }
  part['login-error'].textContent = '';
  source.use(token);
  load();
});
part.leave.addEventListener('click', () => askForToken(''));
part.retry.addEventListener('click', load);
part.earlier.addEventListener('click', () => choose(shifted(day, -1)));
part.later.addEventListener('click', () => choose(shifted(day, 1)));
part.today.addEventListener('click', () => choose(today()));
part.date.addEventListener('change', () => choose(part.date.value));
part.older.addEventListener('click', () => {
  pages.push(older);
  load();
});
part.newer.addEventListener('click', () => {
  pages.pop();
  load();
});
part.csv.addEventListener('click', download);
following.addEventListener('news', soon);
following.addEventListener('change', showStatus);
new MutationObserver(showStatus).observe(part.day, { attributeFilter: ['hidden'] });
document.addEventListener('visibilitychange', soon);
setInterval(tick, TICK_MILLIS);

if (source.hasToken) {
  load();
} else {
  askForToken('');
}
