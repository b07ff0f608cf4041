/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdlib.h>

#include "clock.h"
#include "feedback.h"
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
        leg_start(leg, sink->start, &hub->gops[leg->target.codec], &hub->limits, now);
    if (!leg->target.used || leg->mode != LEG_REPLAY)
        return;
    hub->replaying = true;
    if (hub->joined_count < JOINED_MAX)
        hub->joined[hub->joined_count++] = sink;
}

static void forget_joined(struct hub *hub, const struct sink *sink)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < hub->joined_count; i++)
        if (hub->joined[i] != sink)
            hub->joined[kept++] = hub->joined[i];
    hub->joined_count = kept;
}

static void start_legs(struct hub *hub, struct sink *sink, int64_t now)
{
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        start_leg(hub, sink, (enum medium)medium, now);
}

/* A pause is longer than anybody waits for a lost packet, and media that go on begin as at first. */
static void rest_legs(struct sink *sink)
{
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        leg_forget_sent(&sink->legs[medium]);
        sink->legs[medium].started = false;
    }
}

void hub_rest(struct hub *hub, struct sink *sink)
{
    if (hub->send_next == sink)
        hub->send_next = sink->next_watching;
    if (hub->send_current == sink)
        hub->send_current = NULL;
    forget_joined(hub, sink);
    sink_table_rest(&hub->sinks, sink);
}

static void unlink_sink(struct hub *hub, struct sink *sink)
{
    hub_rest(hub, sink);
    media_reports_skip(hub, sink);
    reports_skip(hub, sink);
    sink_table_remove(&hub->sinks, sink);
    count_wanted(hub, sink, -1);
    feedback_forget(sink);
    reports_say_bye(hub, sink);
}

/* A batch that is being sent knows its legs. */
static void free_sink(struct hub *hub, struct sink *sink)
{
    if (!hub->sending) {
        sink_free(sink);
        return;
    }
    sink->next = hub->leaving;
    hub->leaving = sink;
}

void hub_free_leaving(struct hub *hub)
{
    while (hub->leaving != NULL) {
        struct sink *sink = hub->leaving;
        hub->leaving = sink->next;
        sink_free(sink);
    }
}

static int update_locked(struct hub *hub, struct sink *sink, const struct sink_request *request,
                         int64_t now)
{
    enum codec before[MEDIUM_COUNT];
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        before[medium] = sink->legs[medium].target.codec;
    if (sink_update(sink, request) != 0)
        return -1;
    feedback_expect(hub, sink);
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        enum codec codec = sink->legs[medium].target.codec;
        if (codec == before[medium])
            continue;
        /* In this order, as an encode that serves both must not seem unwanted in between. */
        demand_add(&hub->demand, codec, 1);
        demand_add(&hub->demand, before[medium], -1);
        if (hub->send_current == sink)
            hub->send_current = NULL;
        leg_change_cut(&sink->legs[medium]);
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
    sink = sink_new(request);
    if (sink == NULL)
        return -2;
    start_legs(hub, sink, now);
    sink_table_add(&hub->sinks, sink);
    if (!sink->paused)
        sink_table_watch(&hub->sinks, sink);
    feedback_expect(hub, sink);
    reports_expect(hub, sink, now);
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

/* No frame that has begun stays without its end: the sender itself lets go of who is in one. */
static void pause_sink(struct hub *hub, struct sink *sink)
{
    bool in_send = hub->sending && hub->send_current == sink;
    if (in_send || leg_is_in_frame(&sink->legs[MEDIUM_VIDEO]))
        hub->replaying = true;
    else
        hub_rest(hub, sink);
}

static void resume_sink(struct hub *hub, struct sink *sink)
{
    if (sink->place_watching == NULL)
        sink_table_watch(&hub->sinks, sink);
    start_legs(hub, sink, clock_now());
}

int hub_pause_sink(struct hub *hub, const char *id, bool paused)
{
    hub_lock(hub);
    struct sink *sink = sink_table_find(&hub->sinks, id);
    if (sink != NULL && sink->paused != paused) {
        sink->paused = paused;
        rest_legs(sink);
        if (paused)
            pause_sink(hub, sink);
        else
            resume_sink(hub, sink);
    }
    pthread_mutex_unlock(&hub->lock);
    queue_wake(&hub->queue);
    return sink != NULL ? 0 : -1;
}

static void describe(const struct sink *sink, struct reply *reply)
{
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        if (sink->legs[medium].target.used) {
            reply_add(reply, " ");
            sink_describe(sink, (enum medium)medium, clock_now(), reply);
        }
}

int hub_delete_sink(struct hub *hub, const char *id, struct reply *reply)
{
    hub_lock(hub);
    struct sink *sink = sink_table_find(&hub->sinks, id);
    if (sink != NULL) {
        unlink_sink(hub, sink);
        describe(sink, reply);
        free_sink(hub, sink);
    }
    pthread_mutex_unlock(&hub->lock);
    return sink != NULL ? 0 : -1;
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
        free_sink(hub, sink);
    }
}
