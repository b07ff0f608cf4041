import { Chat } from './chat.js';
import { Controls } from './controls.js';
import { Film } from './film.js';
import { Guide } from './guide.js';
import { Keys } from './keys.js';
import { Phone } from './phone.js';
import { Player } from './player.js';
import { Room } from './room.js';
import { Statistics } from './statistics.js';
import { Watching } from './watching.js';
import { seconds } from './words.js';

const part = Object.fromEntries([...document.querySelectorAll('[id]')].map((element) => [element.id, element]));
const phone = new Phone(window.location);
const watching = new Watching(phone);
const guide = new Guide(part.channels, part['guide-note']);
const player = new Player(part);
const film = new Film();
const room = new Room();
const chat = new Chat(part, room);
const statistics = new Statistics(part.statistics, watching);
new Controls(part, film);
let shownCall = null;
let wasOnline = false;

/** What is being done, for people: in the picture's place a headline and a detail, and a short form beside the player's controls. */
function words() {
  const { state, verdict, channel, call, firstPicture } = watching;
  switch (state) {
    case 'idle':
      return guide.loaded ? ['Choose a channel', 'Nothing to install, and no camera or microphone is asked for.', ''] : ['Looking up the channels …', '', ''];
    case 'connecting':
      return wasOnline
        ? ['The server is away', 'Watching goes on as soon as it is back.', 'Connecting …']
        : ['Connecting to the server …', '', 'Connecting …'];
    case 'calling':
      return [`Calling ${channel.title} …`, '', 'Calling …'];
    case 'opening':
      return [`Opening ${channel.title} …`, '', 'Waiting for the first picture …'];
    case 'playing':
      if (phone.online && film.paused) {
        return ['', '', 'Paused'];
      }
      return phone.online
        ? ['', '', `Playing · first ${call.hasPicture ? 'picture' : 'sound'} after ${seconds(firstPicture)}`]
        : ['', '', `${film.paused ? 'Paused' : 'Playing'} · the connection to the server is lost, connecting again …`];
    default:
      return [verdict.headline, verdict.detail ?? '', state === 'waiting' ? 'Interrupted' : 'Stopped'];
  }
}

function show() {
  const { state, channel, verdict, call } = watching;
  wasOnline ||= phone.online;
  const [headline, detail, short] = words();
  document.documentElement.dataset.state = state;
  setText(part.headline, headline);
  setText(part.detail, detail);
  setText(part.countdown, state === 'waiting' ? `Trying again in ${Math.ceil(verdict.secondsLeft)} s …` : '');
  setText(part.state, short);
  part.overlay.hidden = state === 'playing';
  part['sound-only'].hidden = state !== 'playing' || call.hasPicture;
  part.again.hidden = !verdict;
  part.again.textContent = verdict?.again ?? (state === 'waiting' ? 'Try now' : 'Try again');
  part.controls.hidden = part.about.hidden = !channel?.address;
  setText(part.title, channel?.title ?? '');
  setText(part.address, channel?.address ?? '');
  showTitle();
  setText(part.server, phone.online ? 'Connected' : wasOnline ? 'Connection lost, connecting again …' : 'Connecting …');
  guide.mark(channel?.name);
  present(call);
}

function showTitle() {
  const { channel } = watching;
  document.title = `${chat.unread ? `(${chat.unread}) ` : ''}${channel ? `${channel.title} – ` : ''}Sipcast`;
}

/** Puts a call on the screen as soon as it is answered, and clears the screen once it is over. */
function present(call) {
  if (watching.state === 'opening' && shownCall !== call) {
    shownCall = call;
    player.play(call.stream, call.hasPicture);
  } else if (!call && shownCall) {
    shownCall = null;
    player.clear();
  }
}

/** What has not changed is not said again by a screen reader. */
function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function choose(name) {
  const url = new URL(window.location);
  url.searchParams.set('channel', name);
  if (url.href !== window.location.href) {
    window.history.pushState(null, '', url);
  }
  follow();
  // on a phone the guide is below the picture
  part.stage.scrollIntoView({ block: 'nearest' });
}

function leave() {
  const url = new URL(window.location);
  url.searchParams.delete('channel');
  window.history.pushState(null, '', url);
  follow();
}

/** Watches what the page's address says, once the guide is there. */
function follow() {
  if (!guide.loaded) {
    return;
  }
  const name = new URL(window.location).searchParams.get('channel');
  if (name === null) {
    watching.stop();
    return;
  }
  const channel = guide.find(name);
  if (channel) {
    watching.start(channel);
  } else {
    watching.refuse(name);
  }
}

function toggleStatistics() {
  part.figures.setAttribute('aria-expanded', String(statistics.toggle()));
}

new Keys(
  {
    m: () => player.toggleMute(),
    f: () => player.toggleFullscreen(),
    s: () => toggleStatistics(),
    x: () => leave(),
    c: () => chat.toggle(),
    ArrowUp: () => player.louder(1),
    ArrowDown: () => player.louder(-1),
    k: () => film.known && void film.toggle(),
    ' ': () => film.known && void film.toggle(),
    ArrowLeft: () => film.seekable && void film.steer('seek -10'),
    ArrowRight: () => film.seekable && void film.steer('seek +30'),
    Home: () => film.restartable && void film.steer('restart'),
  },
  watching,
);

watching.addEventListener('change', () => film.follow(watching.call));
watching.addEventListener('change', () => room.follow(watching));
watching.addEventListener('change', show);
film.addEventListener('change', show);
chat.addEventListener('unread', showTitle);
chat.addEventListener('named', () => (phone.name = chat.name));
watching.addEventListener('change', () => ['idle', 'playing', 'over'].includes(watching.state) && guide.refresh());
player.addEventListener('shown', () => shownCall && watching.shown(shownCall));
guide.addEventListener('chosen', ({ detail }) => choose(detail));
guide.addEventListener('loaded', follow, { once: true });
part.again.addEventListener('click', () => (watching.channel.address ? watching.again() : follow()));
part.leave.addEventListener('click', leave);
part.figures.addEventListener('click', toggleStatistics);
part.home.addEventListener('click', (event) => {
  event.preventDefault();
  leave();
});
window.addEventListener('popstate', follow);
// the server hears at once that we are gone
window.addEventListener('pagehide', () => watching.stop());
window.addEventListener('pageshow', ({ persisted }) => persisted && follow());

phone.name = chat.name;
phone.addEventListener('online', show);
phone.connect();
show();
guide.refresh();
