/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_MEDIA_REPORTS_H
#define SIPCAST_MEDIA_REPORTS_H

#include <stdbool.h>
#include <stdint.h>

#include "address.h"

#define REPORT_TOKEN_MIN 16
#define REPORT_TOKEN_SIZE 65

/** No report is longer: it passes any path in one piece. */
#define REPORT_MAX 1400

struct hub;
struct sink;

/** Whom a hub tells regularly what all of its sinks get, and how far it is with that. */
struct media_reports {
    int fd; /* -1 while nobody wants them */
    struct address to;
    char token[REPORT_TOKEN_SIZE]; /* by which the receiver knows them */
    int64_t interval;
    int64_t next_at;  /* when the next datagram is due */
    int64_t round_at; /* when the next round is */
    int64_t gap;      /* between datagrams of a round */
    bool under_way;
    struct sink *next; /* where a round goes on that is under way */
};

void media_reports_init(struct media_reports *reports);

/** Tells whether a word is 16 to 64 letters and digits. */
bool media_reports_is_token(const char *word);

/** Begins to report, at once and then at this interval, or goes on with other values. Returns 0, or
 * -1 without a socket; the hub's lock is held. */
int media_reports_start(struct hub *hub, const struct address *to, const char *token,
                        int64_t interval);

/** Sends what is due, and returns when the next datagram is. A round takes about half of the interval at most, with pauses in
 * between, so that it floods no receiver; a sender whose turns come late sends several datagrams in one,
 * but so few that they hold up no frame. The hub's lock is held. */
int64_t media_reports_send_due(struct hub *hub, int64_t now);

/** Sends what there is to say of one sink now, beside the regular reports. The hub's lock is held. */
void media_reports_send_one(struct hub *hub, const struct sink *sink, int64_t now);

/** A sink goes: a round that would go on with it goes on with the next one. The hub's lock is held.
 */
void media_reports_skip(struct hub *hub, const struct sink *sink);

void media_reports_stop(struct media_reports *reports);

#endif
