const STORED_NAME = 'name';
export const LONGEST_NAME = 32;
/** Whatever is no letter of a name: controls, line ends, halves of characters, and what turns the direction of the text that follows. */
const NO_LETTERS = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A name as it may go into a call: on one line, and not too long. Empty if nothing is left of it. */
export function cleanName(typed) {
  const letters = typed.normalize('NFC').replace(/\s+/gu, ' ').replace(NO_LETTERS, '').trim();
  return [...letters].slice(0, LONGEST_NAME).join('').trim();
}

/** The name this browser's viewer has chosen, or one by which to tell a guest from the others. */
export function ownName() {
  const stored = cleanName(read() ?? '');
  return stored || keepName(`Guest ${1000 + (crypto.getRandomValues(new Uint16Array(1))[0] % 9000)}`);
}

export function keepName(name) {
  try {
    localStorage.setItem(STORED_NAME, name);
  } catch {
    // a browser that keeps nothing
  }
  return name;
}

function read() {
  try {
    return localStorage.getItem(STORED_NAME);
  } catch {
    return null;
  }
}
