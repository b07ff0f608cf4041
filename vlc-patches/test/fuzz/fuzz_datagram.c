/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "../inputs.h"
#include "../viewer.h"
#include "feedback.h"

/* What comes to a hub's ports, from its viewers or from others, one after the other to sinks that are new with each input.
 * Before each datagram an octet says whence and where to, and two how long it is; the first one's says as well whether there are many
 * who call themselves the same at one host. */

#define SENT 5 /* packets of each stream */
#define CROWD 80

static struct hub *hub;
static struct viewer viewer;

static void add_sinks(void)
{
    for (uint32_t i = 0; i < 8; i++) {
        enum codec codec = i % 2 == 0 ? CODEC_VP8 : CODEC_PCMA;
        char id[2] = {(char)('0' + i), '\0'};
        struct sink_request request = request_for(id, &viewer, codec, 96, i);
        struct leg_target *target = &request.targets[codec_medium(codec)];
        request.start = START_NOW;
        target->mux = i / 2 % 2 == 0;
        target->nack = i < 4;
        target->rtx_type = i < 2 ? 97 : 0;
        target->rtx_ssrc = 100 + i;
        target->events = i % 2 == 1;
        target->events_type = 101;
        target->latch = (enum leg_latch)(i % 3);
        if (i < 6) {
            target->tap = loopback();
            address_set_port(&target->tap, (uint16_t)(viewer.port + 1));
        }
        hub_add_sink(hub, &request);
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t frames_sent(enum codec codec)
{
    hub_lock(hub);
    uint32_t sent = hub->histories[codec].end;
    pthread_mutex_unlock(&hub->lock);
    return sent;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    hub = open_hub();
    viewer = viewer_open();
    hub_lease(hub, 3600000000);
    int64_t at = clock_now();
    for (uint8_t i = 0; i < SENT; i++) {
        push_vp8(hub, i == 0, i, at + i * 20000);
        push_pcma(hub, i, at + i * 20000);
    }
    while (frames_sent(CODEC_VP8) < SENT || frames_sent(CODEC_PCMA) < SENT)
        usleep(1000);
    return 0;
}

/* As if all that the hub has sent had gone to this one, in packets from 0 on. */
static void note_sent(struct leg *leg)
{
    leg->sequence = 0;
    for (uint32_t i = 0; i < SENT; i++) {
        leg->sequence++;
        leg_note_sent(leg, hub->histories[leg->target.codec].frames[i]);
    }
}

static void take(uint8_t where, const uint8_t *data, size_t size)
{
    uint8_t *copy = exact_copy(data, size);
    struct arrival arrival = {.hub = hub,
                              .medium = (enum medium)(where & 1),
                              .on_rtp_port = (where & 2) != 0,
                              .from = loopback(),
                              .now = clock_now(),
                              .data = copy,
                              .size = size};
    address_set_port(&arrival.from, (uint16_t)(viewer.port + (where >> 2 & 3)));
    if ((where & 0x10) != 0)
        address_parse("127.0.0.2:9", &arrival.from);
    hub_lock(hub);
    feedback_take(&arrival);
    pthread_mutex_unlock(&hub->lock);
    free(copy);
}

/* More than are compared, at four ports; some are awaited. */
static void add_crowd(void)
{
    for (uint8_t i = 0; i < CROWD; i++) {
        char id[8];
        snprintf(id, sizeof id, "c%u", i);
        struct sink_request request = request_for(id, &viewer, CODEC_PCMA, 8, 100 + i);
        struct leg_target *target = &request.targets[MEDIUM_AUDIO];
        request.paused = true;
        target->mux = i % 8 != 0;
        target->latch = (enum leg_latch)(i / 4 % 3);
        address_set_port(&target->rtp, (uint16_t)(viewer.port + i % 4));
        hub_add_sink(hub, &request);
        uint8_t report[32] = {0x81, 201, 0, 7, 0, 0, 0, 9, 0, 0, 0, (uint8_t)(100 + i)};
        take((uint8_t)(MEDIUM_AUDIO | 2 | i % 4 << 2), report, sizeof report);
    }
}

static void begin_again(bool crowded)
{
    hub_lock(hub);
    hub_drop_sinks(hub);
    pthread_mutex_unlock(&hub->lock);
    add_sinks();
    if (crowded)
        add_crowd();
    hub_lock(hub);
    for (struct sink *sink = hub->sinks.first; sink != NULL; sink = sink->next)
        for (int medium = 0; medium < MEDIUM_COUNT; medium++)
            if (sink->legs[medium].target.used)
                note_sent(&sink->legs[medium]);
    pthread_mutex_unlock(&hub->lock);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    begin_again(size > 0 && (data[0] & 0x20) != 0);
    while (size >= 3) {
        size_t length = (size_t)(data[1] << 8 | data[2]);
        length = length < size - 3 ? length : size - 3;
        take(data[0], data + 3, length);
        data += 3 + length;
        size -= 3 + length;
    }
    return 0;
}
