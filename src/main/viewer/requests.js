import { reason, warning } from './sip-words.js';

/** Why a request within a call was not taken. The status is 0 where there was no answer. */
export class Refusal extends Error {
  constructor(status, words, callIsGone) {
    super(words);
    this.status = status;
    this.callIsGone = callIsGone;
  }
}

/** Requests within a call, one after the other: those that overtake each other on their way would be refused (RFC 3261 section 12.2.2). */
export class Requests {
  #session;
  #last = Promise.resolve();

  constructor(session) {
    this.#session = session;
  }

  /** Resolves once it is taken; rejects with a {@link Refusal}. */
  send(method, extraHeaders, body) {
    const answer = this.#last.then(() => this.#send(method, extraHeaders, body));
    this.#last = answer.catch(() => {});
    return answer;
  }

  #send(method, extraHeaders, body) {
    return new Promise((resolve, reject) => {
      if (!this.#session.isEstablished()) {
        reject(new Refusal(0, '', false));
        return;
      }
      const lost = (callIsGone) => reject(new Refusal(0, '', callIsGone));
      this.#session.sendRequest(method, {
        extraHeaders,
        body,
        eventHandlers: {
          onSuccessResponse: () => resolve(),
          onErrorResponse: (response) => reject(new Refusal(response.status_code, warning(response) || reason(response), false)),
          // the library's way to say 481, or 408: a proxy's for a server that is away
          onDialogError: (response) => lost(response?.status_code === 481),
          onRequestTimeout: () => lost(false),
          onTransportError: () => lost(false),
        },
      });
    });
  }
}
