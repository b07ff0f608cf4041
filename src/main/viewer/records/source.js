const TOKEN = 'sipcast-records-token';

/** Why nothing came: status is HTTP's, 0 if the server can't be reached. The message is for people. */
export class Refused extends Error {
  constructor(status, message, retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** The server's records, with the token that the person has given. It is kept for this window only, and sent in a header only. */
export class Source {
  #token = sessionStorage.getItem(TOKEN);

  get hasToken() {
    return this.#token !== null;
  }

  use(token) {
    this.#token = token;
    sessionStorage.setItem(TOKEN, token);
  }

  forget() {
    this.#token = null;
    sessionStorage.removeItem(TOKEN);
  }

  summary(day, signal) {
    return this.#json('summary', day, signal);
  }

  calls(day, before, signal) {
    return this.#json('calls', before ? { ...day, before } : day, signal);
  }

  async csv(day) {
    return (await this.#get('calls.csv', day)).blob();
  }

  /** The stream of events behind this one, as text; EventSource could not send the token. */
  async stream(after, signal) {
    const response = await this.#get('stream', { after }, signal);
    return response.body.pipeThrough(new TextDecoderStream());
  }

  async #json(what, parameters, signal) {
    return (await this.#get(what, parameters, signal)).json();
  }

  async #get(what, parameters, signal) {
    let response;
    try {
      response = await fetch(`${what}?${new URLSearchParams(parameters)}`, {
        headers: { Authorization: `Bearer ${this.#token}` },
        cache: 'no-store',
        signal,
      });
    } catch (error) {
      if (error.name === 'AbortError') {
        throw error;
      }
      throw new Refused(0, 'The server can’t be reached.');
    }
    if (!response.ok) {
      const problem = await response.json().catch(() => ({}));
      throw new Refused(response.status, problem.detail ?? `The server answers with status ${response.status}.`, Number(response.headers.get('Retry-After')));
    }
    return response;
  }
}
