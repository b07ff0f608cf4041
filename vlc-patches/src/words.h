/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_WORDS_H
#define SIPCAST_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#define NAME_SIZE 65

/**
 * Takes the next word off a line by putting a NUL in place of the blank behind it. Returns NULL at
 * the end of the line or where two blanks follow each other.
 */
char *words_next(char **rest);

/** Returns what follows `prefix` if the word begins with it, else NULL. */
const char *words_value(const char *word, const char *prefix);

/** Tells whether a hub's or sink's name matches [A-Za-z0-9][A-Za-z0-9_.-]{0,63}. */
bool words_is_name(const char *word);

/** Reads a decimal number without sign, blanks or leading zeros. Returns 0, or -1 if it is none or
 * out of bounds. */
int words_number(const char *word, uint32_t least, uint32_t most, uint32_t *out);

/** Reads exactly eight hexadecimal digits. */
int words_hex8(const char *word, uint32_t *out);

#endif
