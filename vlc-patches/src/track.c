/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "track.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "opus.h"

/* More than any packet of sound has, which is never cut. */
#define MAX_AUDIO_PAYLOAD 1280

/* Slices are as large as their encoder was told, which is below this; what is larger than a packet is not sent. */
#define SLICE_MAX 1200

/* A picture is decoded no longer than this before it is shown. */
#define REORDER_MAX 5000000

/* Audio closer than this to where the last packet ended continues it exactly; time stamps then
 * carry no rounding. */
#define AUDIO_SNAP_MS 20

/* More than sources read ahead; beyond it the dates are at fault, and nothing is left out for them. */
#define OVERLAP_MAX_MS 2000

void track_init(struct track *track, enum codec codec, struct timeline *timeline)
{
    memset(track, 0, sizeof *track);
    track->codec = codec;
    track->timeline = timeline;
    atomic_init(&track->max_payload, MAX_AUDIO_PAYLOAD);
    pthread_mutex_init(&track->lock, NULL);
}

void track_destroy(struct track *track)
{
    if (track->packetizer != NULL)
        packetizer_free(track->packetizer);
    pthread_mutex_destroy(&track->lock);
}

void track_limit(struct track *track, unsigned max_payload)
{
    bool slices = track->codec == CODEC_H264_SLICES;
    atomic_store(&track->max_payload, slices && max_payload < SLICE_MAX ? SLICE_MAX : max_payload);
}

void track_restart(struct track *track)
{
    pthread_mutex_lock(&track->lock);
    if (track->packetizer != NULL)
        packetizer_free(track->packetizer);
    track->packetizer = NULL;
    track->place = (struct place){0};
    pthread_mutex_unlock(&track->lock);
}

/* After a seek or a restart sound may come whose time has been sent already, from before. It is left
 * out: two sounds can't be heard at once, and time stamps closer than the sound is long garble both. */
static bool is_heard_already(const struct track *track, uint64_t ticks)
{
    uint32_t rate = codec_clock_rate(track->codec);
    uint64_t snap = (uint64_t)rate * AUDIO_SNAP_MS / 1000, most = (uint64_t)rate * OVERLAP_MAX_MS / 1000;
    return ticks + snap < track->next_ticks && ticks + most >= track->next_ticks;
}

static uint64_t place_audio(struct track *track, uint64_t ticks, uint32_t duration)
{
    uint64_t snap = (uint64_t)codec_clock_rate(track->codec) * AUDIO_SNAP_MS / 1000;
    uint64_t expected = track->next_ticks;
    if (expected != 0 && ticks + snap >= expected && ticks <= expected + snap)
        ticks = expected;
    track->next_ticks = ticks + duration;
    return ticks;
}

static struct frame *make_frame(struct track *track, struct packets *packets, uint64_t ticks,
                                int64_t due)
{
    struct frame *frame = frame_new(track->codec, packets);
    if (frame == NULL)
        return NULL;
    /* A source that starts again or seeks may step back; what viewers get never does. */
    frame->ticks = ticks > track->last_ticks ? ticks : track->last_ticks + 1;
    frame->due = due > track->last_due ? due : track->last_due;
    track->last_ticks = frame->ticks;
    track->last_due = frame->due;
    return frame;
}

/* Gives each packet of a block of audio a frame of its own, so that each leaves at its own time. */
static struct frame *split_audio(struct track *track, struct packets *packets, int64_t pts,
                                 bool dated, uint32_t pending)
{
    uint32_t rate = codec_clock_rate(track->codec);
    uint64_t base = clock_ticks(pts, rate) - pending;
    struct frame *first = NULL, **end = &first;
    for (size_t i = 0; i < packets->count; i++) {
        const struct packet *packet = &packets->list[i];
        if (dated && is_heard_already(track, base + packet->ts_offset))
            continue;
        struct packets one = {.data = malloc(packet->length),
                              .size = packet->length,
                              .list = malloc(sizeof *packet),
                              .count = 1,
                              .keyframe = true};
        if (one.data == NULL || one.list == NULL) {
            packets_clear(&one);
            break;
        }
        memcpy(one.data, packets->data + packet->offset, packet->length);
        *one.list = (struct packet){0, packet->length, packet->marker, 0};
        uint32_t duration = codec_plain(track->codec) == CODEC_OPUS
                                ? opus_ticks(one.data, one.size)
                                : packet->length;
        uint64_t ticks = place_audio(track, base + packet->ts_offset, duration);
        int64_t offset = ((int64_t)packet->ts_offset - pending) * 1000000 / rate;
        *end = make_frame(track, &one, ticks, pts + offset);
        if (*end == NULL)
            break;
        end = &(*end)->next;
    }
    packets_clear(packets);
    return first;
}

static struct frame *cut(struct track *track, const struct encoded *block, int64_t now)
{
    int64_t pts = timeline_place(track->timeline, &track->place, block->pts, now);
    bool reordered = block->dts < block->pts && block->dts > block->pts - REORDER_MAX;
    int64_t dts = reordered ? pts - (block->pts - block->dts) : pts;
    if (track->packetizer == NULL)
        track->packetizer = packetizer_new(track->codec, MAX_AUDIO_PAYLOAD);
    if (track->packetizer == NULL)
        return NULL;
    packetizer_limit(track->packetizer, atomic_load(&track->max_payload));
    uint32_t pending = packetizer_pending(track->packetizer);
    struct packets packets;
    if (packetizer_push(track->packetizer, block->data, block->size, &packets) != 0)
        return NULL;
    if (packets.count == 0 && packets.dropped == 0) {
        packets_clear(&packets);
        return NULL;
    }
    if (codec_medium(track->codec) == MEDIUM_AUDIO)
        return split_audio(track, &packets, pts, block->pts > 0, pending);
    return make_frame(track, &packets, clock_ticks(pts, codec_clock_rate(track->codec)), dts);
}

struct frame *track_cut(struct track *track, const struct encoded *block, int64_t now)
{
    pthread_mutex_lock(&track->lock);
    struct frame *frames = cut(track, block, now);
    pthread_mutex_unlock(&track->lock);
    return frames;
}
