// Put into a page before its own scripts: a WebSocket behind which a server answers that is only a script. It takes calls, with a picture
// drawn here; notes each request in window.peer.requests; delivers lines; and has a film of ten minutes that is steered, unless told otherwise.
() => {
  const CRLF = '\r\n';
  const FILM_MILLIS = 600_000;
  const peer = {
    requests: [],
    sockets: [],
    /** What is said to a method instead of 200: { status, reason, headers }. */
    refuse: {},
    allow: 'INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, INFO, MESSAGE',
    reportsFilm: true,
    live: false,
    pauseEnds: null,
    call: null,
    /** The state that the last report told. */
    film: { state: 'playing', position: 0, at: 0 },
  };
  window.peer = peer;

  const parse = (text) => {
    const end = text.indexOf(CRLF + CRLF);
    const [start, ...lines] = text.slice(0, end).split(CRLF);
    const headers = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]);
    const all = (name) => headers.filter(([own]) => own === name).map(([, value]) => value);
    return { start, method: start.split(' ')[0], all, header: (name) => all(name)[0], body: text.slice(end + 4) };
  };

  const write = (start, headers, body = '') =>
    [start, ...headers, `Content-Length: ${new TextEncoder().encode(body).length}`, '', body].join(CRLF);

  const position = () => {
    const { state, position: from, at } = peer.film;
    return Math.min(FILM_MILLIS, from + (state === 'playing' ? performance.now() - at : 0));
  };

  const report = () =>
    peer.call.send('INFO', ['Info-Package: film', 'Content-Type: application/json'], JSON.stringify({
      state: peer.film.state,
      position: Math.round(position()),
      length: peer.live ? null : FILM_MILLIS,
      live: peer.live,
      pauseEnds: peer.film.state === 'paused' ? peer.pauseEnds : null,
    }));

  const stand = (state, at) => {
    peer.film = { state, position: Math.max(0, at), at: performance.now() };
    report();
  };

  const place = (words) => words.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;

  const steer = (words) => {
    const [verb, to = ''] = words.split(' ');
    if (verb === 'pause') stand('paused', position());
    if (verb === 'resume') stand('playing', position());
    if (verb === 'restart') stand('playing', 0);
    if (verb === 'seek') stand(peer.film.state, /^[+-]/.test(to) ? position() + Number(to) * 1000 : place(to));
  };

  /** A picture that shows where the film is, and stands while it pauses. */
  const picture = () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 360];
    const brush = canvas.getContext('2d');
    let shown = -1;
    setInterval(() => {
      const now = Math.floor(position() / 40);
      if (now === shown) return;
      shown = now;
      const sky = brush.createLinearGradient(0, 0, 0, 360);
      sky.addColorStop(0, '#20345c');
      sky.addColorStop(1, '#c8764e');
      brush.fillStyle = sky;
      brush.fillRect(0, 0, 640, 360);
      brush.fillStyle = '#ffe2a8';
      brush.beginPath();
      brush.arc(320 + 240 * Math.cos(now / 90), 210 - 90 * Math.sin(now / 90), 34, 0, 7);
      brush.fill();
      brush.font = '600 40px sans-serif';
      brush.fillText((position() / 1000).toFixed(2), 24, 52);
    }, 40);
    return canvas.captureStream(25).getVideoTracks()[0];
  };

  class PeerSocket extends EventTarget {
    CONNECTING = 0;
    OPEN = 1;
    readyState = 0;
    protocol = 'sip';
    binaryType = 'arraybuffer';

    constructor(url) {
      super();
      this.url = url;
      peer.sockets.push(this);
      setTimeout(() => {
        this.readyState = 1;
        this.onopen?.();
      });
    }

    send(text) {
      if (!text.trim()) return;
      const message = parse(text);
      if (message.start.startsWith('SIP/2.0')) {
        peer.call?.answers.push(message);
      } else {
        peer.requests.push({ method: message.method, body: message.body, headers: text.slice(0, text.indexOf(CRLF + CRLF)) });
        this.serve(message);
      }
    }

    close() {
      this.readyState = 3;
      setTimeout(() => this.onclose?.({ wasClean: true, code: 1000, reason: '' }));
    }

    /** From one moment to the next, as networks do it. */
    lose() {
      this.readyState = 3;
      this.onclose?.({ wasClean: false, code: 1006, reason: '' });
    }

    receive(text) {
      setTimeout(() => this.readyState === 1 && this.onmessage?.({ data: text }));
    }

    answer(request, status, words, headers = [], body = '') {
      const tag = request.header('to').includes(';tag=') || status === 100 ? '' : ';tag=peer';
      this.receive(write(`SIP/2.0 ${status} ${words}`, [
        ...request.all('via').map((via) => `Via: ${via}`),
        `From: ${request.header('from')}`,
        `To: ${request.header('to')}${tag}`,
        `Call-ID: ${request.header('call-id')}`,
        `CSeq: ${request.header('cseq')}`,
        ...headers,
      ], body));
    }

    async serve(request) {
      const { method } = request;
      const refusal = peer.refuse[method];
      if (refusal) {
        if (refusal.status) this.answer(request, refusal.status, refusal.reason ?? 'No', refusal.headers);
      } else if (method === 'INVITE') {
        await this.take(request);
      } else if (method === 'ACK') {
        if (peer.reportsFilm) stand('playing', 0);
      } else {
        this.answer(request, 200, 'OK');
        if (method === 'INFO') steer(request.body);
      }
    }

    async take(invite) {
      this.answer(invite, 100, 'Trying');
      const connection = new RTCPeerConnection();
      await connection.setRemoteDescription({ type: 'offer', sdp: invite.body });
      const track = picture();
      const video = connection.getTransceivers().find(({ receiver }) => receiver.track.kind === 'video');
      video.direction = 'sendonly';
      await video.sender.replaceTrack(track);
      await connection.setLocalDescription(await connection.createAnswer());
      while (connection.iceGatheringState !== 'complete') {
        await new Promise((resolve) => { connection.onicegatheringstatechange = resolve; });
      }
      let number = 1;
      // on the connection that there is by then
      const send = (method, headers = [], body = '') => {
        number += 1;
        peer.sockets.at(-1).receive(write(`${method} ${/<([^>]*)>/.exec(invite.header('contact'))[1]} SIP/2.0`, [
          `Via: SIP/2.0/WS peer.invalid;branch=z9hG4bK${Math.random().toString(36).slice(2)}`,
          `From: ${invite.header('to')};tag=peer`,
          `To: ${invite.header('from')}`,
          `Call-ID: ${invite.header('call-id')}`,
          `CSeq: ${number} ${method}`,
          'Max-Forwards: 70',
          ...headers,
        ], body));
      };
      peer.call = { invite, connection, send, answers: [] };
      this.answer(invite, 200, 'OK', ['Contact: <sip:film@peer.invalid>', `Allow: ${peer.allow}`, 'Content-Type: application/sdp'], connection.localDescription.sdp);
    }
  }
  window.WebSocket = PeerSocket;

  const CHANNEL = 'sip:film@peer.invalid';

  /** A message in CPIM from somebody in the room; without a name, a notice. */
  peer.line = (name, text, at = new Date().toISOString()) =>
    peer.call.send('MESSAGE', ['Content-Type: message/cpim'], [
      name === null ? `From: <${CHANNEL}>` : `From: "${name.replace(/[\\"]/g, '\\$&')}" <sip:viewer-${name.length}@peer.invalid>`,
      `To: <${CHANNEL}>`,
      `DateTime: ${at}`,
      'NS: imdn <urn:ietf:params:imdn>',
      `imdn.Message-ID: ${name} ${text} ${at}`,
      '',
      'Content-Type: text/plain;charset=utf-8',
      '',
      text,
    ].join(CRLF));
  /** A line from somewhere else: it names another call. */
  peer.stranger = () => {
    const { invite } = peer.call;
    peer.sockets.at(-1).receive(write(`MESSAGE ${/<([^>]*)>/.exec(invite.header('contact'))[1]} SIP/2.0`, [
      'Via: SIP/2.0/WS peer.invalid;branch=z9hG4bKstranger',
      'From: <sip:mallory@peer.invalid>;tag=mallory',
      `To: ${invite.header('from')}`,
      'Call-ID: another',
      'CSeq: 1 MESSAGE',
      'Content-Type: text/plain',
    ], 'Mallory: hello'));
  };
  peer.send = (...parts) => peer.call.send(...parts);
  peer.position = position;
  peer.report = report;
}
