/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "hub.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"

/* From the command that asks for a hub to the call's first sink. */
#define SINKS_MAY_FOLLOW 2000000

static int start_thread(struct hub *hub)
{
    /* Signals are for VLC's main thread. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&hub->sender, NULL, hub_send, hub);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

static int open_pair(const struct address *ip, const struct hub_ports *ports, enum medium medium,
                     struct port_pair *out)
{
    uint16_t wanted = ports->wanted[medium];
    return wanted != 0 ? ports_open_at(ip, wanted, out)
                       : ports_open(ip, ports->first, ports->last, out);
}

static int open_ports(struct hub *hub, const struct address *ip, const struct hub_ports *ports)
{
    if (open_pair(ip, ports, MEDIUM_VIDEO, &hub->ports[MEDIUM_VIDEO]) != 0)
        return -1;
    if (open_pair(ip, ports, MEDIUM_AUDIO, &hub->ports[MEDIUM_AUDIO]) == 0)
        return 0;
    ports_close(&hub->ports[MEDIUM_VIDEO]);
    return -1;
}

struct hub *hub_new(const char *name, const struct address *ip, const struct hub_ports *ports,
                    int64_t lease_us)
{
    struct hub *hub = calloc(1, sizeof *hub);
    if (hub == NULL)
        return NULL;
    snprintf(hub->name, sizeof hub->name, "%s", name);
    uint64_t id[2];
    clock_random(id, sizeof id);
    snprintf(hub->cname, sizeof hub->cname, "%016llx", (unsigned long long)id[0]);
    atomic_init(&hub->users, 1);
    if (queue_init(&hub->queue) != 0) {
        free(hub);
        return NULL;
    }
    if (open_ports(hub, ip, ports) != 0) {
        queue_destroy(&hub->queue);
        free(hub);
        return NULL;
    }
    media_reports_init(&hub->media_reports);
    timeline_start(&hub->timeline, 0);
    for (int codec = 0; codec < CODEC_COUNT; codec++)
        track_init(&hub->tracks[codec], (enum codec)codec, &hub->timeline);
    demand_init(&hub->demand);
    sink_table_init(&hub->sinks);
    struct table *tables[] = {&hub->by_ssrc, &hub->by_peer, &hub->by_source, &hub->by_rtcp};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        table_init(tables[i]);
    pthread_mutex_init(&hub->lock, NULL);
    struct limits limits;
    limits_init(&limits);
    hub_limit(hub, &limits);
    hub->asked_for_at = clock_now();
    hub->lease_until = hub->asked_for_at + lease_us;
    if (start_thread(hub) != 0) {
        atomic_store(&hub->closing, true);
        for (int medium = 0; medium < MEDIUM_COUNT; medium++)
            ports_close(&hub->ports[medium]);
        hub_release(hub);
        return NULL;
    }
    return hub;
}

struct hub *hub_hold(struct hub *hub)
{
    atomic_fetch_add(&hub->users, 1);
    return hub;
}

void hub_release(struct hub *hub)
{
    if (atomic_fetch_sub(&hub->users, 1) != 1)
        return;
    for (int codec = 0; codec < CODEC_COUNT; codec++) {
        track_destroy(&hub->tracks[codec]);
        gop_clear(&hub->gops[codec]);
        history_clear(&hub->histories[codec]);
    }
    queue_destroy(&hub->queue);
    demand_destroy(&hub->demand);
    pthread_mutex_destroy(&hub->lock);
    free(hub);
}

void hub_close(struct hub *hub)
{
    hub_lock(hub);
    hub_drop_sinks(hub);
    pthread_mutex_unlock(&hub->lock);
    atomic_store(&hub->closing, true);
    queue_wake(&hub->queue);
    pthread_join(hub->sender, NULL);
    media_reports_stop(&hub->media_reports);
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        ports_close(&hub->ports[medium]);
}

static void push_cut(struct hub *hub, enum codec cut, const struct encoded *block)
{
    /* One that few ask for must not wake the sender for nobody, nor begin with what is long past. */
    if (cut != codec_encode(cut) && !demand_has_cut(&hub->demand, cut)) {
        track_restart(&hub->tracks[cut]);
        return;
    }
    struct frame *frame = track_cut(&hub->tracks[cut], block, clock_now());
    while (frame != NULL) {
        struct frame *next = frame->next;
        unsigned packets = (unsigned)(frame->packets.count + frame->packets.dropped);
        if (queue_put(&hub->queue, frame) != 0) {
            atomic_fetch_add(&hub->refused[cut], packets);
            queue_wake(&hub->queue);
        }
        frame = next;
    }
}

void hub_push(struct hub *hub, enum codec codec, const struct encoded *block)
{
    if (atomic_load(&hub->closing))
        return;
    for (int cut = 0; cut < CODEC_COUNT; cut++)
        if (codec_encode((enum codec)cut) == codec)
            push_cut(hub, (enum codec)cut, block);
}

void hub_start_source(struct hub *hub, int64_t ahead_us)
{
    timeline_start(&hub->timeline, ahead_us);
    hub_note_source(hub);
}

void hub_go_on(struct hub *hub, int64_t stood_us)
{
    hub_lock(hub);
    hub->gone_on_at = clock_now();
    for (int codec = 0; codec < CODEC_COUNT; codec++)
        gop_stand(&hub->gops[codec], stood_us);
    pthread_mutex_unlock(&hub->lock);
}

void hub_forget_pictures(struct hub *hub)
{
    atomic_fetch_add(&hub->seeks, 1);
    hub_lock(hub);
    /* The kernel may be reading them at this moment, and what is on its way to somebody has to come to
     * its end: only the sender may take them away. */
    hub->forgetting = true;
    pthread_mutex_unlock(&hub->lock);
    queue_wake(&hub->queue);
}

void hub_note_source(struct hub *hub)
{
    atomic_store(&hub->delivered_at, clock_now());
}

int64_t hub_source_age(struct hub *hub, int64_t now)
{
    int64_t delivered_at = atomic_load(&hub->delivered_at);
    if (delivered_at == 0)
        return -1;
    return now > delivered_at ? now - delivered_at : 0;
}

void hub_restart(struct hub *hub, enum codec codec)
{
    for (int cut = 0; cut < CODEC_COUNT; cut++)
        if (codec_encode((enum codec)cut) == codec)
            track_restart(&hub->tracks[cut]);
}

void hub_lease(struct hub *hub, int64_t lease_us)
{
    hub_lock(hub);
    hub->asked_for_at = clock_now();
    hub->lease_until = hub->asked_for_at + lease_us;
    pthread_mutex_unlock(&hub->lock);
    queue_wake(&hub->queue);
}

int hub_report(struct hub *hub, const struct address *to, const char *token, int64_t interval)
{
    hub_lock(hub);
    int result = media_reports_start(hub, to, token, interval);
    pthread_mutex_unlock(&hub->lock);
    queue_wake(&hub->queue);
    return result;
}

void hub_limit(struct hub *hub, const struct limits *limits)
{
    for (int codec = 0; codec < CODEC_COUNT; codec++)
        if (codec_medium((enum codec)codec) == MEDIUM_VIDEO)
            track_limit(&hub->tracks[codec], limits->payload);
    hub_lock(hub);
    hub->limits = *limits;
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        ports_limit(&hub->ports[medium], limits);
    pthread_mutex_unlock(&hub->lock);
}

void hub_get_limits(struct hub *hub, struct limits *out)
{
    hub_lock(hub);
    *out = hub->limits;
    pthread_mutex_unlock(&hub->lock);
}

void hub_ask_for(struct hub *hub)
{
    hub_lock(hub);
    hub->asked_for_at = clock_now();
    pthread_mutex_unlock(&hub->lock);
}

bool hub_is_busy(struct hub *hub, int64_t now)
{
    hub_lock(hub);
    bool busy = hub->sinks.first != NULL || now < hub->asked_for_at + SINKS_MAY_FOLLOW;
    pthread_mutex_unlock(&hub->lock);
    return busy;
}

void hub_get_stats(struct hub *hub, struct hub_stats *out)
{
    hub_lock(hub);
    int64_t now = clock_now(), left = hub->lease_until - now;
    *out = (struct hub_stats){hub->counters, hub->keyframes, 0, left > 0 ? left / 1000 : 0,
                              hub_source_age(hub, now)};
    for (const struct sink *sink = hub->sinks.first; sink != NULL; sink = sink->next)
        out->sinks++;
    pthread_mutex_unlock(&hub->lock);
}

void hub_lock(struct hub *hub)
{
    atomic_fetch_add(&hub->waiting, 1);
    pthread_mutex_lock(&hub->lock);
    atomic_fetch_sub(&hub->waiting, 1);
}

void hub_lock_last(struct hub *hub)
{
    /* A mutex alone would be taken again before the one who waits has even woken up. */
    while (atomic_load(&hub->waiting) != 0)
        sched_yield();
    pthread_mutex_lock(&hub->lock);
}
