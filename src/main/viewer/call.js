import JsSIP from 'jssip';
import { Requests } from './requests.js';
import { reason, warning } from './sip-words.js';

const { CONNECTION_ERROR, REQUEST_TIMEOUT, WEBRTC_ERROR, BAD_MEDIA_DESCRIPTION, INTERNAL_ERROR, MISSING_SDP } = JsSIP.C.causes;
const BROKEN = [WEBRTC_ERROR, BAD_MEDIA_DESCRIPTION, INTERNAL_ERROR, MISSING_SDP];
/** No packet for so long: the server has forgotten us, or the way to us is gone. */
const SILENCE_MILLIS = 8000;
const LOOK_MILLIS = 1000;

/** What may come within the call besides media: lines of the chat, in the form that tells who wrote them, and reports of the film. */
const INVITATION = ['Accept: application/sdp, text/plain, message/cpim', 'Recv-Info: film'];

/**
 * One call whose media only come: picture and sound in one stream. Events: answered; line, with type and body of a message as detail; film, with
 * a report as detail; over, once; ended, with its outcome as detail, once, unless we hung up ourselves.
 */
export class Call extends EventTarget {
  stream = new MediaStream();
  connection = null;
  /** Whether the server takes lines of a chat. */
  takesLines = false;
  #session;
  #over = false;
  #octets = 0;
  #heardAt = 0;
  #watch = 0;
  #mediaExpected = true;
  #requests;

  constructor(agent, address) {
    super();
    this.#session = agent.call(address, {
      // a camera or a microphone is never asked for
      mediaConstraints: { audio: false, video: false },
      pcConfig: { iceServers: [] },
      extraHeaders: INVITATION,
      eventHandlers: {
        peerconnection: ({ peerconnection }) => this.#prepare(peerconnection),
        icecandidate: ({ ready }) => isComplete(this.connection.localDescription.sdp) && ready(),
        accepted: ({ response }) => (this.takesLines = /\bMESSAGE\b/.test(response?.getHeaders('Allow').join())),
        confirmed: () => this.#answered(),
        newInfo: ({ originator, request }) => originator === 'remote' && this.#informed(request),
        failed: (event) => this.#end(refusal(event)),
        // by ourselves: no way was found for the media
        ended: ({ originator, message }) => this.#end(originator === 'local' ? { kind: 'silent' } : { kind: 'hung-up', text: reason(message) }),
      },
    });
    this.#requests = new Requests(this.#session);
  }

  get hasPicture() {
    return this.stream.getVideoTracks().length > 0;
  }

  hangUp() {
    this.#lose(null);
  }

  /** Tells the server where we are now, after the connection was another one; a call that it does not know any more ends. */
  refresh() {
    if (!this.#session.isEstablished()) {
      return;
    }
    const lost = () => this.#lose({ kind: 'unreachable' });
    this.#session.sendRequest('UPDATE', {
      extraHeaders: [`Contact: ${this.#session.contact}`],
      eventHandlers: { onErrorResponse: lost, onRequestTimeout: lost, onTransportError() {}, onDialogError: lost, onSuccessResponse() {} },
    });
  }

  /** Sends a line to the others who watch; rejects with a {@link Refusal}. */
  say(text) {
    return this.#send('MESSAGE', ['Content-Type: text/plain;charset=utf-8'], text);
  }

  /** Wants something of the film; rejects with a {@link Refusal}. */
  steer(words) {
    return this.#send('INFO', ['Info-Package: film', 'Content-Type: text/plain;charset=utf-8'], words);
  }

  /** Takes a message if it belongs to this call. */
  take(request) {
    const own = request.call_id + request.to_tag === this.#session.id;
    if (own) {
      this.dispatchEvent(new CustomEvent('line', { detail: { type: request.getHeader('Content-Type') ?? '', body: request.body ?? '' } }));
    }
    return own;
  }

  /** Nothing comes while a film pauses: then silence is no loss. */
  expectMedia(expected) {
    if (expected && !this.#mediaExpected) {
      this.#heardAt = performance.now();
    }
    this.#mediaExpected = expected;
  }

  async #send(method, headers, body) {
    try {
      await this.#requests.send(method, headers, body);
    } catch (refusal) {
      if (refusal.callIsGone) {
        this.#lose({ kind: 'unreachable' });
      }
      throw refusal;
    }
  }

  #informed(request) {
    if (/^film\s*(;|$)/i.test(request.getHeader('Info-Package') ?? '')) {
      this.dispatchEvent(new CustomEvent('film', { detail: request.body }));
    }
  }

  #prepare(connection) {
    this.connection = connection;
    for (const medium of ['audio', 'video']) {
      connection.addTransceiver(medium, { direction: 'recvonly' });
    }
    connection.addEventListener('track', ({ track }) => this.stream.addTrack(track));
    connection.addEventListener('connectionstatechange', () => {
      if (connection.connectionState === 'failed') {
        this.#lose({ kind: 'silent' });
      }
    });
  }

  #answered() {
    for (const { currentDirection, receiver } of this.connection.getTransceivers()) {
      if (currentDirection !== 'recvonly') {
        this.stream.removeTrack(receiver.track);
      }
    }
    this.#heardAt = performance.now();
    this.#watch = setInterval(() => this.#listen(), LOOK_MILLIS);
    this.dispatchEvent(new Event('answered'));
  }

  async #listen() {
    let octets = 0;
    for (const report of (await this.connection.getStats()).values()) {
      if (report.type === 'inbound-rtp') {
        octets += report.bytesReceived;
      }
    }
    if (octets !== this.#octets || !this.#mediaExpected) {
      this.#octets = octets;
      this.#heardAt = performance.now();
    } else if (performance.now() - this.#heardAt > SILENCE_MILLIS) {
      this.#lose({ kind: 'silent' });
    }
  }

  /** The call may still stand on the server's side: hang up as well. */
  #lose(outcome) {
    if (!this.#over) {
      this.#end(outcome);
      if (!this.#session.isEnded()) {
        this.#session.terminate();
      }
    }
  }

  #end(outcome) {
    if (this.#over) {
      return;
    }
    this.#over = true;
    clearInterval(this.#watch);
    this.dispatchEvent(new Event('over'));
    if (outcome) {
      this.dispatchEvent(new CustomEvent('ended', { detail: outcome }));
    }
  }
}

/**
 * The server's candidates are enough to find each other, so one of ours for each medium will do: a browser that hides its addresses takes a
 * tenth of a second more until it has gathered all. But a medium without any has 0.0.0.0 for its address and would be on hold (RFC 3264
 * section 8.4); Firefox gathers for one medium after the other.
 */
function isComplete(sdp) {
  return sdp
    .split(/^m=/m)
    .slice(1)
    .every((medium) => medium.includes('\na=candidate:'));
}

function refusal({ cause, message }) {
  if (message?.status_code) {
    return {
      kind: 'refused',
      status: message.status_code,
      text: warning(message),
      retryAfter: Number.parseInt(message.getHeader('Retry-After'), 10) || 0,
    };
  }
  if (BROKEN.includes(cause)) {
    return { kind: 'broken', text: cause };
  }
  return { kind: 'unreachable', text: cause === CONNECTION_ERROR || cause === REQUEST_TIMEOUT ? '' : cause };
}
