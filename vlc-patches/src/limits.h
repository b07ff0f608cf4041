/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_LIMITS_H
#define SIPCAST_LIMITS_H

#include <stdint.h>

#include "reply.h"

/** What a hub may ask of the network; the README says what each means. */
struct limits {
    uint32_t payload;  /* octets of picture in a packet */
    uint32_t burst;    /* packets that a joiner gets at once */
    uint32_t rate;     /* kbit/s that he gets the others at */
    uint32_t catch_up; /* milliseconds he may be behind for */
    uint32_t buffer;   /* octets of each socket's send buffer */
    uint32_t receive;  /* and of its receive buffer */
    uint32_t dscp;     /* RFC 2474 */
};

void limits_init(struct limits *limits);

/**
 * Reads NAME=VALUE, and changes that limit. Returns NULL, or what is wrong; *code is the error's
 * code then.
 */
const char *limits_set(struct limits *limits, const char *word, const char **code);

/** Appends ` NAME=VALUE` for each. */
void limits_describe(const struct limits *limits, struct reply *reply);

#endif
