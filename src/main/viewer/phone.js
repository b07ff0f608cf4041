import JsSIP from 'jssip';
import { Call } from './call.js';

/** Who has no account calls by this name (RFC 3323 section 4.1.1.3). */
const GUEST = 'sip:anonymous@anonymous.invalid';
const LINES = /^(text\/plain|message\/cpim)\b/i;
const SHORTEST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 3;

/** The page as a SIP phone, connected to this server's WebSocket and connecting again by itself. Events: online, offline. */
export class Phone extends EventTarget {
  #agent;
  #calls = new Set();

  constructor(location) {
    super();
    const url = new URL('ws', location.href);
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    url.search = '';
    this.#agent = new JsSIP.UA({
      sockets: [new JsSIP.WebSocketInterface(url.href)],
      uri: GUEST,
      register: false,
      user_agent: 'Sipcast viewer page',
      connection_recovery_min_interval: SHORTEST_PAUSE_SECONDS,
      connection_recovery_max_interval: LONGEST_PAUSE_SECONDS,
    });
    this.#agent.on('connected', () => this.dispatchEvent(new Event('online')));
    this.#agent.on('disconnected', () => this.dispatchEvent(new Event('offline')));
    // nobody calls a page
    this.#agent.on('newRTCSession', ({ originator, session }) => originator === 'remote' && session.terminate({ status_code: 403 }));
    this.#agent.on('newMessage', ({ originator, message, request }) => originator === 'remote' && this.#deliver(message, request));
  }

  connect() {
    this.#agent.start();
  }

  get online() {
    return this.#agent.isConnected();
  }

  /** By which others know who calls, and who writes. */
  set name(name) {
    this.#agent.set('display_name', name);
  }

  /** Calls a SIP address, to receive only. */
  call(address) {
    const call = new Call(this.#agent, address);
    this.#calls.add(call);
    call.addEventListener('over', () => this.#calls.delete(call), { once: true });
    return call;
  }

  /** The library knows no messages within calls: it tells of each as of one outside, and would take those of no call of ours as well. */
  #deliver(message, request) {
    if (!LINES.test(request.getHeader('Content-Type') ?? '')) {
      message.reject({ status_code: 415, extraHeaders: ['Accept: text/plain, message/cpim'] });
    } else if (![...this.#calls].some((call) => call.take(request))) {
      message.reject({ status_code: 481 });
    }
  }
}
