import JsSIP from 'jssip';

const { CONNECTION_ERROR, REQUEST_TIMEOUT, WEBRTC_ERROR, BAD_MEDIA_DESCRIPTION, INTERNAL_ERROR, MISSING_SDP } = JsSIP.C.causes;
const BROKEN = [WEBRTC_ERROR, BAD_MEDIA_DESCRIPTION, INTERNAL_ERROR, MISSING_SDP];
/** No packet for so long: the server has forgotten us, or the way to us is gone. */
const SILENCE_MILLIS = 8000;
const LOOK_MILLIS = 1000;

/**
 * One call that only receives: picture and sound in one stream. Events: answered; ended, with its outcome as detail, once, unless
 * we hung up ourselves.
 */
export class Call extends EventTarget {
  stream = new MediaStream();
  connection = null;
  #session;
  #over = false;
  #octets = 0;
  #heardAt = 0;
  #watch = 0;

  constructor(agent, address) {
    super();
    this.#session = agent.call(address, {
      // a camera or a microphone is never asked for
      mediaConstraints: { audio: false, video: false },
      pcConfig: { iceServers: [] },
      eventHandlers: {
        peerconnection: ({ peerconnection }) => this.#prepare(peerconnection),
        icecandidate: ({ ready }) => isComplete(this.connection.localDescription.sdp) && ready(),
        confirmed: () => this.#answered(),
        failed: (event) => this.#end(refusal(event)),
        // by ourselves: no way was found for the media
        ended: ({ originator, message }) => this.#end(originator === 'local' ? { kind: 'silent' } : { kind: 'hung-up', text: reason(message) }),
      },
    });
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
    if (octets !== this.#octets) {
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

/** The text of a Warning (RFC 3261 section 20.43): 399 agent "text". */
function warning(message) {
  return /"((?:[^"\\]|\\.)*)"/.exec(message.getHeader('Warning') ?? '')?.[1].replace(/\\(.)/g, '$1');
}

/** The text of a Reason (RFC 3326). */
function reason(message) {
  return /text="([^"]*)"/.exec(message?.getHeader('Reason') ?? '')?.[1] ?? '';
}
