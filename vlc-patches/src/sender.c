/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "feedback.h"
#include "hub.h"
#include "reports.h"

/* Sound that is later than this when a source goes on is not its continuation. */
#define LEFT_OVER 100000

static void count_dropped(struct hub *hub, struct leg *leg, size_t dropped)
{
    leg->counters.drops += dropped;
    hub->counters.drops += dropped;
}

static void begin_part(struct hub *hub, struct sink *sink, struct leg *leg, const struct replay_part *part)
{
    if (!leg->started) {
        /* The first packet without a report would leave lips unsynchronised until the next one. */
        reports_hurry(hub, sink, codec_medium(part->frame->codec));
        leg->started = true;
    }
    count_dropped(hub, leg, part->from == 0 ? part->frame->packets.dropped : 0);
}

static void end_part(struct leg *leg, const struct replay_part *part)
{
    if (part->end == part->frame->packets.count)
        leg_note_sent(leg, part->frame);
}

/* The first packets of who has just joined: no more than a burst, so that the lock can be held meanwhile. Who paused and went on
 * while he was in the middle of a frame gets that to its end first. */
static void welcome(struct hub *hub, struct sink *sink, struct leg *leg, int64_t now)
{
    struct replay_part part;
    uint32_t timestamp;
    int64_t next_at = INT64_MAX;
    if (sink == hub->send_current || sink->paused || leg->started || leg->mode != LEG_REPLAY
        || !leg_replay(leg, &hub->gops[leg->target.codec], &hub->limits, now, &part, &timestamp, &next_at))
        return;
    begin_part(hub, sink, leg, &part);
    for (size_t next = part.from; next < part.end;) {
        next = batch_add(&hub->batch, leg, part.frame, next, part.end, timestamp);
        batch_send(&hub->batch);
        batch_settle(&hub->batch, &hub->counters);
    }
    end_part(leg, &part);
    /* He gets the frame that is on its way to all with the others of its group. */
    if (leg->target.codec == hub->frame->codec)
        leg->live_end = hub->frame->number + 1;
}

/* Who joins while a frame goes out does not wait until a thousand others have it. */
static void welcome_all(struct hub *hub)
{
    int fd = hub->batch.fd;
    int64_t now = clock_now();
    hub->batch.fd = hub->ports[MEDIUM_VIDEO].rtp;
    for (unsigned i = 0; i < hub->joined_count && !hub->forgetting; i++)
        welcome(hub, hub->joined[i], &hub->joined[i]->legs[MEDIUM_VIDEO], now);
    hub->joined_count = 0;
    hub->batch.fd = fd;
}

/* Commands get in while the kernel copies. */
static void flush(struct hub *hub)
{
    if (hub->batch.run_count == 0)
        return;
    hub->sending = true;
    pthread_mutex_unlock(&hub->lock);
    batch_send(&hub->batch);
    hub_lock_last(hub);
    hub->sending = false;
    batch_settle(&hub->batch, &hub->counters);
    hub_free_leaving(hub);
    if (hub->frame != NULL)
        welcome_all(hub);
}

/* Returns false if the sink has gone meanwhile. */
static bool send_to(struct hub *hub, struct sink *sink, struct leg *leg,
                    const struct replay_part *part, uint32_t timestamp)
{
    begin_part(hub, sink, leg, part);
    hub->send_current = sink;
    for (size_t next = part->from; next < part->end;) {
        next = batch_add(&hub->batch, leg, part->frame, next, part->end, timestamp);
        if (batch_is_full(&hub->batch))
            flush(hub);
        if (hub->send_current != sink)
            return false;
    }
    end_part(leg, part);
    return true;
}

/* What is replayed is about to be given up: no frame stays without its end. */
static void finish_frames(struct hub *hub, enum codec codec)
{
    struct replay_part rest;
    hub->batch.fd = hub->ports[codec_medium(codec)].rtp;
    hub->send_next = hub->replaying ? hub->sinks.watching : NULL;
    while (hub->send_next != NULL) {
        struct sink *sink = hub->send_next;
        hub->send_next = sink->next_watching;
        struct leg *leg = &sink->legs[codec_medium(codec)];
        if (leg->target.used && leg->target.codec == codec && leg->mode == LEG_REPLAY
            && replay_rest(&leg->replay, &hub->gops[codec], &rest))
            send_to(hub, sink, leg, &rest, leg->replay.timestamp);
    }
    flush(hub);
}

static void forget_pictures(struct hub *hub)
{
    if (!hub->forgetting)
        return;
    hub->forgetting = false;
    for (int codec = 0; codec < CODEC_COUNT; codec++) {
        finish_frames(hub, (enum codec)codec);
        gop_clear(&hub->gops[codec]);
    }
}

/* An encoder's thread waits for nobody, so what it could not hand over is counted here. */
static void count_refused(struct hub *hub)
{
    for (int codec = 0; codec < CODEC_COUNT; codec++) {
        unsigned refused = atomic_exchange(&hub->refused[codec], 0);
        for (struct sink *sink = hub->sinks.watching; refused > 0 && sink != NULL; sink = sink->next_watching) {
            struct leg *leg = &sink->legs[codec_medium((enum codec)codec)];
            if (leg->target.used && leg->target.codec == (enum codec)codec && !sink->paused)
                count_dropped(hub, leg, refused);
        }
    }
}

/* What VLC read while its source stood still, as after a seek, has dates of then: sound of up to a second, all at once. */
static bool is_left_over(const struct hub *hub, const struct frame *frame)
{
    return codec_medium(frame->codec) == MEDIUM_AUDIO && frame->due < hub->gone_on_at - LEFT_OVER;
}

/* A frame whose time has come goes to all sinks that are live. */
static void send_frame(struct hub *hub, struct frame *frame)
{
    enum medium medium = codec_medium(frame->codec);
    struct replay_part whole = {frame, 0, frame->packets.count};
    history_add(&hub->histories[frame->codec], frame);
    if (medium == MEDIUM_VIDEO) {
        if (gop_ends_with(&hub->gops[frame->codec], frame))
            finish_frames(hub, frame->codec);
        gop_add(&hub->gops[frame->codec], frame);
        hub->keyframes += frame->packets.keyframe;
    }
    hub->frame = frame;
    hub->batch.fd = hub->ports[medium].rtp;
    hub->send_next = hub->sinks.watching;
    while (hub->send_next != NULL) {
        struct sink *sink = hub->send_next;
        hub->send_next = sink->next_watching;
        struct leg *leg = &sink->legs[medium];
        if (!leg->target.used || leg->target.codec != frame->codec || sink->paused)
            continue;
        if (leg_takes(leg, frame))
            send_to(hub, sink, leg, &whole, leg_timestamp(leg, frame->ticks));
        else if (leg->mode == LEG_WAIT_KEY || leg->mode == LEG_STILL)
            count_dropped(hub, leg, frame->packets.dropped);
    }
    flush(hub);
    hub->frame = NULL;
}

/* Who was paused in the midst of a frame, or while he was being sent one, has had all of it now. */
static void send_last(struct hub *hub, struct sink *sink, struct leg *leg)
{
    struct replay_part part;
    const struct gop *gop = &hub->gops[leg->target.codec];
    if (leg->mode == LEG_REPLAY && replay_rest(&leg->replay, gop, &part)
        && !send_to(hub, sink, leg, &part, leg->replay.timestamp))
        return;
    if (sink->paused)
        hub_rest(hub, sink);
}

/* Sinks that joined in mid-group get what they have missed. Returns when the next such frame is
 * due. */
static int64_t send_replays(struct hub *hub, int64_t now)
{
    int64_t next_at = INT64_MAX;
    if (!hub->replaying)
        return next_at;
    hub->replaying = false;
    hub->batch.fd = hub->ports[MEDIUM_VIDEO].rtp;
    hub->send_next = hub->sinks.watching;
    /* What is to be forgotten is not begun: the next turn completes what has begun. */
    while (hub->send_next != NULL && !hub->forgetting) {
        struct sink *sink = hub->send_next;
        hub->send_next = sink->next_watching;
        struct leg *leg = &sink->legs[MEDIUM_VIDEO];
        if (sink->paused) {
            send_last(hub, sink, leg);
            continue;
        }
        if (!leg->target.used || leg->mode != LEG_REPLAY)
            continue;
        struct replay_part part;
        uint32_t timestamp;
        hub->send_current = sink;
        /* He may pause while the kernel copies; then the next turn completes what has begun. */
        while (!hub->forgetting && !sink->paused
               && leg_replay(leg, &hub->gops[leg->target.codec], &hub->limits, now, &part, &timestamp,
                             &next_at)
               && send_to(hub, sink, leg, &part, timestamp))
            ;
        hub->replaying |= hub->send_current == sink && leg->mode == LEG_REPLAY;
    }
    hub->replaying |= hub->send_next != NULL;
    flush(hub);
    return next_at;
}

/* Does what is due now and returns when the next thing is. */
static int64_t turn(struct hub *hub)
{
    int64_t now = clock_now(), next = INT64_MAX;
    if (hub->lease_until <= now)
        hub_drop_sinks(hub);
    count_refused(hub);
    struct frame *frame;
    while ((frame = queue_take(&hub->queue, now, &next)) != NULL) {
        forget_pictures(hub);
        if (!is_left_over(hub, frame))
            send_frame(hub, frame);
        frame_release(frame);
    }
    forget_pictures(hub);
    int64_t replay_at = send_replays(hub, now);
    next = replay_at < next ? replay_at : next;
    int64_t report_at = reports_send_due(hub, now);
    next = report_at < next ? report_at : next;
    report_at = media_reports_send_due(hub, now);
    next = report_at < next ? report_at : next;
    return next;
}

static void wait_until(struct hub *hub, int64_t time)
{
    struct pollfd polled[1 + 2 * MEDIUM_COUNT] = {{hub->queue.wake_fd, POLLIN, 0}};
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        polled[1 + 2 * medium] = (struct pollfd){hub->ports[medium].rtp, POLLIN, 0};
        polled[2 + 2 * medium] = (struct pollfd){hub->ports[medium].rtcp, POLLIN, 0};
    }
    int64_t left = time - clock_now();
    left = left > 0 ? left : 0;
    struct timespec timeout = {left / 1000000, left % 1000000 * 1000};
    if (ppoll(polled, 1 + 2 * MEDIUM_COUNT, &timeout, NULL) <= 0)
        return;
    uint64_t woken;
    if (polled[0].revents != 0 && read(hub->queue.wake_fd, &woken, sizeof woken) < 0
        && errno != EAGAIN)
        return;
    pthread_mutex_lock(&hub->lock);
    for (int i = 1; i < 1 + 2 * MEDIUM_COUNT; i++)
        if (polled[i].revents != 0)
            feedback_receive(hub, (enum medium)((i - 1) / 2), polled[i].fd);
    pthread_mutex_unlock(&hub->lock);
}

void *hub_send(void *opaque)
{
    struct hub *hub = opaque;
    while (!atomic_load(&hub->closing)) {
        hub_lock_last(hub);
        int64_t next = turn(hub);
        pthread_mutex_unlock(&hub->lock);
        wait_until(hub, next);
    }
    return NULL;
}
