/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_HUBS_H
#define SIPCAST_HUBS_H

#include "hub.h"
#include "source.h"

/** What all hubs of one VLC have in common. */
struct hubs_config {
    struct address ip;
    uint16_t first_port, last_port;
    int64_t first_lease_us; /* what a hub has before its first `hub lease` */
    int64_t orphan_us;      /* how long after its lease a hub, and VLC with the last one, stays */
    struct limits limits;   /* what hubs begin with */
};

/** All hubs of one VLC. */
struct hubs {
    struct hubs_config config;
    const struct source_control *sources;
    void *sources_opaque;
    pthread_mutex_t command_lock; /* one command at a time; taken before lock */
    pthread_mutex_t lock;         /* guards the list, for gates that look for their hub */
    struct hub *first;
    int clients;
    int64_t busy_at; /* when there was a hub or a client last */
    bool ending;     /* VLC has been told to end, so no command is taken any more */
};

void hubs_init(struct hubs *hubs, const struct hubs_config *config,
               const struct source_control *sources, void *sources_opaque);

/** Closes all hubs. */
void hubs_destroy(struct hubs *hubs);

/** Finds a hub and holds it; NULL if there is none. */
struct hub *hubs_find(struct hubs *hubs, const char *name);

/** Opens a hub at these ports, or where one is 0 at any, or finds the open one, and holds it; NULL if
 * none are free. */
struct hub *hubs_open(struct hubs *hubs, const char *name, const uint16_t wanted[MEDIUM_COUNT]);

/** Stops a hub's media, then its source, and forgets it; nothing happens if there is none. */
void hubs_close(struct hubs *hubs, const char *name);

/** Tells how many control connections there are. */
void hubs_set_clients(struct hubs *hubs, int clients);

/**
 * Lets VLC end: returns true, and from now on no command is taken. Returns false while a hub is
 * busy. The command lock is held.
 */
bool hubs_end(struct hubs *hubs, int64_t now);

/**
 * Closes hubs whose lease ended too long ago, and tells whether VLC has been left alone: all hubs
 * that exist are such ones, or there has been neither hub nor control connection for that time. VLC
 * is to end then, and no command is taken any more.
 */
bool hubs_abandoned(struct hubs *hubs, int64_t now);

#endif
