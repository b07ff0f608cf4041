/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_HUB_H
#define SIPCAST_HUB_H

#include <pthread.h>
#include <stdatomic.h>

#include "batch.h"
#include "demand.h"
#include "gop.h"
#include "history.h"
#include "limits.h"
#include "media_reports.h"
#include "ports.h"
#include "queue.h"
#include "sink_table.h"
#include "track.h"

/* Moments at which reports are sent, one behind the other; see reports.c. */
#define REPORT_TICKS 64

/* More who join at the same moment are reported a little later. */
#define HURRIED_MAX 64

/* More who join while a frame is on its way to all wait until it has left. */
#define JOINED_MAX 16

/** A source's codecs on their way to viewers: sockets, sinks, and the thread that sends. */
struct hub {
    char name[NAME_SIZE];
    char cname[32]; /* RTCP's name for all of the hub's streams (RFC 7022) */
    atomic_uint users;
    struct hub *next; /* in the registry */
    void *source;     /* belongs to whoever opened the source */

    struct queue queue;
    struct timeline timeline;
    struct track tracks[CODEC_COUNT];
    struct demand demand;
    atomic_int branches[CODEC_COUNT]; /* gates open */
    atomic_bool closing;
    atomic_llong delivered_at; /* when the source delivered last, or was to begin; 0 without one */
    atomic_uint seeks; /* how often the source has gone on elsewhere */
    atomic_int waiting; /* commands that want the lock */
    atomic_uint refused[CODEC_COUNT]; /* packets that the queue had no room for, not counted as drops yet */

    pthread_mutex_t lock; /* guards what follows */
    struct port_pair ports[MEDIUM_COUNT];
    struct sink_table sinks;
    struct sink *send_next, *send_current; /* where the sender is */
    struct sink *leaving;                  /* deleted while the kernel had packets of theirs */
    bool sending;                          /* what is in the batch, without the lock */
    bool replaying;                        /* to some sink */
    struct sink *joined[JOINED_MAX];       /* who waits for the first packet of a replay */
    unsigned joined_count;
    int64_t gone_on_at;                    /* when the source went on that had stood still */
    bool forgetting;                       /* the pictures of before, as soon as frames are complete */
    struct gop gops[CODEC_COUNT];
    struct limits limits;
    struct history histories[CODEC_COUNT];
    /* Legs: by our SSRC, by what viewers call themselves, by where they are with RTP, and with RTCP. */
    struct table by_ssrc, by_peer, by_source, by_rtcp;
    struct send_counters counters;
    uint64_t keyframes;
    int64_t lease_until;
    int64_t asked_for_at; /* when a command opened or leased it last */
    struct media_reports media_reports;

    pthread_t sender;
    struct batch batch;      /* the sender's own, as the next */
    const struct frame *frame; /* on its way to all who are live */
    int64_t reports_tick;    /* the sender's own, as what follows: those of ticks before it are sent */
    struct sink *due[REPORT_TICKS]; /* who is reported to in each tick; guarded by the lock as well */
    struct sink *hurried[HURRIED_MAX]; /* whose reports are due with their first packets */
    unsigned hurried_count;
};

/** What a hub is doing. */
struct hub_stats {
    struct send_counters counters;
    uint64_t keyframes;
    unsigned sinks;
    int64_t lease_ms;
    int64_t source_age; /* see hub_source_age() */
};

/** Where a hub's media ports are to be: these, each the first of a pair, or where 0 is said somewhere in
 * the range. */
struct hub_ports {
    uint16_t wanted[MEDIUM_COUNT];
    uint16_t first, last;
};

/** Binds the sockets and starts the sending thread. Returns a hub with one user, or NULL: no ports
 * are free. */
struct hub *hub_new(const char *name, const struct address *ip, const struct hub_ports *ports,
                    int64_t lease_us);

struct hub *hub_hold(struct hub *hub);

void hub_release(struct hub *hub);

/** Stops all media, the sending thread and the sockets. Users may still hold the hub; what they
 * push is dropped. */
void hub_close(struct hub *hub);

/** Hands over one encoded block, to be cut in all the ways that are wanted; called by an encoder's
 * thread, never waits for the network. */
void hub_push(struct hub *hub, enum codec codec, const struct encoded *block);

/** A source begins that delivers frames so many microseconds ahead of their time at most. */
void hub_start_source(struct hub *hub, int64_t ahead_us);

/** The source goes on that has stood still for so many microseconds. */
void hub_go_on(struct hub *hub, int64_t stood_us);

/** The source goes on elsewhere: nobody is shown the pictures of before once more. */
void hub_forget_pictures(struct hub *hub);

/** The source has delivered something, or is to go on from now. */
void hub_note_source(struct hub *hub);

/** Microseconds since the source delivered something, since it was to begin if it has not; -1
 * without a source. */
int64_t hub_source_age(struct hub *hub, int64_t now);

/** An encoder for this codec begins: what an earlier one left over is forgotten. */
void hub_restart(struct hub *hub, enum codec codec);

/** Renews the lease; without renewal all sinks go when it ends. */
void hub_lease(struct hub *hub, int64_t lease_us);

/** What it may ask of the network from now on. */
void hub_limit(struct hub *hub, const struct limits *limits);

void hub_get_limits(struct hub *hub, struct limits *out);

/** Notes that a command has asked for this hub. */
void hub_ask_for(struct hub *hub);

/** Tells whether the hub has sinks, or was asked for so recently that some may follow. */
bool hub_is_busy(struct hub *hub, int64_t now);

void hub_get_stats(struct hub *hub, struct hub_stats *out);

/** Adds or updates a sink. Returns 0, -1 if the sink exists with other streams, -2 without memory.
 */
int hub_add_sink(struct hub *hub, const struct sink_request *request);

/** Returns 0, or -1 if there is no such sink. */
int hub_pause_sink(struct hub *hub, const char *id, bool paused);

/** Reports to this address, once per interval, what all sinks get. Returns 0, or -1 without a
 * socket. */
int hub_report(struct hub *hub, const struct address *to, const char *token, int64_t interval);

/** Removes a sink and appends its final counters; on return nothing is sent for it any more but what
 * the kernel is being given at this moment. Returns 0, or -1 if absent. */
int hub_delete_sink(struct hub *hub, const char *id, struct reply *reply);

/** Appends a line per medium of one sink, or of all if id is NULL. Returns 0, or -1 if that sink is
 * absent. */
int hub_list_sinks(struct hub *hub, const char *id, struct reply *reply);

/** For commands: takes the lock soon, even while a frame goes out to many sinks. */
void hub_lock(struct hub *hub);

/** For the sender: takes the lock again, but lets commands in first that wait for it. */
void hub_lock_last(struct hub *hub);

/** Has the sender pass over a sink from now on; the lock is held. */
void hub_rest(struct hub *hub, struct sink *sink);

/** Removes all sinks; the lock is held. */
void hub_drop_sinks(struct hub *hub);

/** For the sender, when the kernel has taken a batch: frees sinks that have left meanwhile. */
void hub_free_leaving(struct hub *hub);

/** The sending thread. */
void *hub_send(void *hub);

#endif
