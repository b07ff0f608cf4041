/** Messages in CPIM (RFC 3862): headers about a message, then the message with its own MIME headers. */

const ESCAPES = { b: '\b', t: '\t', n: '\n', r: '\r' };
const ADDRESS = /^(?:"((?:[^"\\]|\\.)*)"|([^"<]*))\s*<([^<>]*)>$/;

/**
 * What a message says, or null if it is no CPIM around text.
 *
 * @returns from and to, each with name and address; id, which RFC 5438 adds, or null; sentAt, a Date or null; text
 */
export function parseCpim(body) {
  const [about, rest] = divide(body);
  const [mime, text] = rest === null ? ['', null] : divide(rest);
  if (text === null || !/^text\/plain\b/i.test(headers(mime).get('content-type') ?? 'text/plain')) {
    return null;
  }
  const fields = headers(about);
  const from = party(fields.get('from'));
  if (!from) {
    return null;
  }
  const sentAt = new Date(fields.get('datetime') ?? NaN);
  return {
    from,
    to: party(fields.get('to')),
    id: [...fields].find(([name]) => /(^|\.)message-id$/.test(name))?.[1] ?? null,
    sentAt: Number.isNaN(sentAt.getTime()) ? null : sentAt,
    text,
  };
}

/** At the first empty line; the second part is null if there is none. */
function divide(text) {
  const end = /(?:^|\r?\n)\r?\n/.exec(text);
  return end ? [text.slice(0, end.index), text.slice(end.index + end[0].length)] : [text, null];
}

/** The first header field of each name, by its name in small letters. */
function headers(text) {
  const fields = new Map();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name && !fields.has(name)) {
      fields.set(name, line.slice(colon + 1).trim());
    }
  }
  return fields;
}

function party(value) {
  const parts = ADDRESS.exec(value ?? '');
  return parts && { name: unescape(parts[1] ?? parts[2]).trim(), address: unescape(parts[3]) };
}

/** Section 2.3.3: \n, \", \u20AC and their like. */
function unescape(text) {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, code, letter) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[letter] ?? letter),
  );
}
