/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_SINK_H
#define SIPCAST_SINK_H

#include "leg.h"
#include "reply.h"
#include "words.h"

/** One viewer of a hub. */
struct sink {
    char id[NAME_SIZE];
    bool paused;
    enum leg_start start;
    unsigned hurry;    /* media whose reports are to follow their first packet at once */
    struct leg legs[MEDIUM_COUNT];
    struct sink *next, **place; /* among all, and what points to it there */
    struct sink *next_in_bucket;
    struct sink *next_due, **place_due; /* likewise among those who are reported to at the same time; NULL: nowhere */
    struct sink *next_watching, **place_watching; /* likewise among those who are not paused */
};

/** What `sink add` asks for. */
struct sink_request {
    char id[NAME_SIZE];
    enum leg_start start;
    /* A new sink is paused from the beginning; one that exists stays as it is. */
    bool paused;
    struct leg_target targets[MEDIUM_COUNT];
};

struct sink *sink_new(const struct sink_request *request);

void sink_free(struct sink *sink);

/**
 * Applies a repeated `sink add`. The same streams may move to another address or payload type, or be
 * cut otherwise, and keep their SSRC and counters (RFC 3264 8.3). Returns 0, or -1 if these are other streams.
 */
int sink_update(struct sink *sink, const struct sink_request *request);

/** Appends `MEDIUM packets=… bye=…` of one medium. */
void sink_describe(const struct sink *sink, enum medium medium, int64_t now, struct reply *reply);

/** Appends a line `sink ID MEDIUM packets=… bye=…` for each medium. */
void sink_list(const struct sink *sink, int64_t now, struct reply *reply);

#endif
