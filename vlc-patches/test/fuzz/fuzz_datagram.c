/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "../inputs.h"
#include "../viewer.h"
#include "feedback.h"

/* What comes to a hub's ports, from its viewers or from others. The first octet says whence and where to. */

static struct hub *hub;
static struct viewer viewer;

static void add_sinks(void)
{
    for (uint32_t i = 0; i < 8; i++) {
        enum codec codec = i % 2 == 0 ? CODEC_VP8 : CODEC_PCMA;
        char id[2] = {(char)('0' + i), '\0'};
        struct sink_request request = request_for(id, &viewer, codec, 96, i);
        struct leg_target *target = &request.targets[codec_medium(codec)];
        target->mux = i / 2 % 2 == 0;
        target->nack = i < 4;
        target->rtx_type = i < 2 ? 97 : 0;
        target->rtx_ssrc = 100 + i;
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

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    hub = open_hub();
    viewer = viewer_open();
    hub_lease(hub, 3600000000);
    return 0;
}

/* Packets from 0 on of each stream are sent. */
static void begin_again(void)
{
    pthread_mutex_lock(&hub->lock);
    hub_drop_sinks(hub);
    pthread_mutex_unlock(&hub->lock);
    add_sinks();
    pthread_mutex_lock(&hub->lock);
    for (struct sink *sink = hub->sinks.first; sink != NULL; sink = sink->next)
        for (int medium = 0; medium < MEDIUM_COUNT; medium++)
            sink->legs[medium].sequence = 0;
    pthread_mutex_unlock(&hub->lock);
    for (uint8_t i = 0; i < 5; i++) {
        push_vp8(hub, i == 0, i, clock_now());
        push_pcma(hub, i, clock_now());
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    static unsigned inputs;
    uint8_t *copy = exact_copy(data + 1, size - 1);
    struct arrival arrival = {.hub = hub,
                              .medium = (enum medium)(data[0] & 1),
                              .on_rtp_port = (data[0] & 2) != 0,
                              .from = loopback(),
                              .now = clock_now(),
                              .data = copy,
                              .size = size - 1};
    address_set_port(&arrival.from, (uint16_t)(viewer.port + (data[0] >> 2 & 3)));
    if ((data[0] & 0x10) != 0)
        address_parse("127.0.0.2:9", &arrival.from);
    if (inputs++ % 1000 == 0)
        begin_again();
    pthread_mutex_lock(&hub->lock);
    feedback_take(&arrival);
    pthread_mutex_unlock(&hub->lock);
    free(copy);
    return 0;
}
