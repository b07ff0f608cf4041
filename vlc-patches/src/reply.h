/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_REPLY_H
#define SIPCAST_REPLY_H

#include <stddef.h>

/** The text that answers one command; complete lines, the last one begins with OK or ERR. */
struct reply {
    char *text;
    size_t length, capacity;
};

/** Appends formatted text. Without memory the text ends early, which the last line's absence shows.
 */
void reply_add(struct reply *reply, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Replaces the text by `ERR CODE words`. */
void reply_error(struct reply *reply, const char *code, const char *words);

void reply_clear(struct reply *reply);

#endif
