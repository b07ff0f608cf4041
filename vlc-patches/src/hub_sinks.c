/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdlib.h>

#include "clock.h"
#include "hub.h"
#include "reports.h"

static void count_wanted(struct hub *hub, const struct sink *sink, int change)
{
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        if (sink->legs[medium].target.used)
            demand_add(&hub->demand, sink->legs[medium].target.codec, change);
}

static void start_leg(struct hub *hub, struct sink *sink, enum medium medium, int64_t now)
{
    struct leg *leg = &sink->legs[medium];
    if (leg->target.used)
        leg_start(leg, sink->start, &hub->gops[leg->target.codec], now);
}

static void start_legs(struct hub *hub, struct sink *sink, int64_t now)
{
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        start_leg(hub, sink, (enum medium)medium, now);
}

static void unlink_sink(struct hub *hub, struct sink *sink)
{
    if (hub->send_next == sink)
        hub->send_next = sink->next;
    media_reports_skip(hub, sink);
    sink_table_remove(&hub->sinks, sink);
    count_wanted(hub, sink, -1);
    reports_send(hub, sink, true);
}

static int update_locked(struct hub *hub, struct sink *sink, const struct sink_request *request,
                         int64_t now)
{
    enum codec before[MEDIUM_COUNT];
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        before[medium] = sink->legs[medium].target.codec;
    if (sink_update(sink, request) != 0)
        return -1;
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        enum codec codec = sink->legs[medium].target.codec;
        if (codec == before[medium])
            continue;
        /* In this order, as an encode that serves both must not seem unwanted in between. */
        demand_add(&hub->demand, codec, 1);
        demand_add(&hub->demand, before[medium], -1);
        start_leg(hub, sink, (enum medium)medium, now);
    }
    return 0;
}

static int add_locked(struct hub *hub, const struct sink_request *request)
{
    struct sink *sink = sink_table_find(&hub->sinks, request->id);
    int64_t now = clock_now();
    if (sink != NULL)
        return update_locked(hub, sink, request, now);
    sink = sink_new(request, now);
    if (sink == NULL)
        return -2;
    start_legs(hub, sink, now);
    sink_table_add(&hub->sinks, sink);
    count_wanted(hub, sink, 1);
    return 0;
}

int hub_add_sink(struct hub *hub, const struct sink_request *request)
{
    hub_lock(hub);
    int result = add_locked(hub, request);
    pthread_mutex_unlock(&hub->lock);
    /* Nothing is due for who is paused, and the sender would look at all sinks to find that. */
    if (!request->paused)
        queue_wake(&hub->queue);
    return result;
}

int hub_pause_sink(struct hub *hub, const char *id, bool paused)
{
    hub_lock(hub);
    struct sink *sink = sink_table_find(&hub->sinks, id);
    if (sink != NULL && sink->paused != paused) {
        sink->paused = paused;
        start_legs(hub, sink, clock_now());
    }
    pthread_mutex_unlock(&hub->lock);
    queue_wake(&hub->queue);
    return sink != NULL ? 0 : -1;
}

int hub_delete_sink(struct hub *hub, const char *id, struct reply *reply)
{
    hub_lock(hub);
    struct sink *sink = sink_table_find(&hub->sinks, id);
    if (sink != NULL)
        unlink_sink(hub, sink);
    pthread_mutex_unlock(&hub->lock);
    if (sink == NULL)
        return -1;
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        if (sink->legs[medium].target.used) {
            reply_add(reply, " ");
            sink_describe(sink, (enum medium)medium, clock_now(), reply);
        }
    free(sink);
    return 0;
}

int hub_list_sinks(struct hub *hub, const char *id, struct reply *reply)
{
    int64_t now = clock_now();
    hub_lock(hub);
    const struct sink *named = id != NULL ? sink_table_find(&hub->sinks, id) : NULL;
    if (named != NULL)
        sink_list(named, now, reply);
    for (const struct sink *sink = hub->sinks.first; id == NULL && sink != NULL; sink = sink->next)
        sink_list(sink, now, reply);
    pthread_mutex_unlock(&hub->lock);
    return id == NULL || named != NULL ? 0 : -1;
}

void hub_drop_sinks(struct hub *hub)
{
    while (hub->sinks.first != NULL) {
        struct sink *sink = hub->sinks.first;
        unlink_sink(hub, sink);
        free(sink);
    }
}
