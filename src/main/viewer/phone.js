import JsSIP from 'jssip';
import { Call } from './call.js';

/** Who has no account calls by this name (RFC 3323 section 4.1.1.3). */
const GUEST = 'sip:anonymous@anonymous.invalid';
const SHORTEST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 3;

/** The page as a SIP phone, connected to this server's WebSocket and connecting again by itself. Events: online, offline. */
export class Phone extends EventTarget {
  #agent;

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
  }

  connect() {
    this.#agent.start();
  }

  get online() {
    return this.#agent.isConnected();
  }

  /** Calls a SIP address, to receive only. */
  call(address) {
    return new Call(this.#agent, address);
  }
}
