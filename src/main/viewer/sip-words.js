/** The text of a Warning (RFC 3261 section 20.43): 399 agent "text". */
export function warning(message) {
  return /"((?:[^"\\]|\\.)*)"/.exec(message.getHeader('Warning') ?? '')?.[1].replace(/\\(.)/g, '$1');
}

/** The text of a Reason (RFC 3326). */
export function reason(message) {
  return /text="([^"]*)"/.exec(message?.getHeader('Reason') ?? '')?.[1] ?? '';
}
