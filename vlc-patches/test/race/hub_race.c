/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "../check.h"
#include "../viewer.h"
#include "../key_presses.h"

/* Viewers come, go, pause, move, are cut otherwise and talk at random while a hub sends, all at once: for the thread sanitizer. */

#define SECONDS 4
#define SINKS 400
#define VISITORS 3
#define VIDEO_SSRC 1000
#define AUDIO_SSRC 5000

static struct hub *hub;
static struct viewer viewer;
static atomic_bool over;
static atomic_uint moved;

/* A key frame of two dozen packets, then frames of five. */
static void push_h264(enum codec codec, bool key, int64_t at)
{
    static const uint8_t sets[] = {0, 0, 0, 1, 0x67, 66, 0xc0, 31, 0x80, 0, 0, 0, 1, 0x68, 0xc0, 0, 0, 0, 1, 0x65, 0x88};
    static const uint8_t slice[] = {0, 0, 0, 1, 0x41, 0x9a};
    uint8_t frame[24000];
    size_t size = 0, most = key ? sizeof frame : 5000;
    if (key)
        memcpy(frame, sets, size = sizeof sets);
    while (size < most) {
        size_t left = most - size, body = codec == CODEC_H264_SLICES && left > 1000 ? 1000 : left;
        memset(frame + size, 0x55, body);
        if (size > sizeof sets || !key)
            memcpy(frame + size, slice, body > sizeof slice ? sizeof slice : 0);
        size += body;
    }
    hub_push(hub, codec, &(struct encoded){frame, size, at, at});
}

static void *push(void *opaque)
{
    enum codec codec = *(const enum codec *)opaque;
    for (uint8_t i = 0; !atomic_load(&over); i++) {
        int64_t at = clock_now() + 1000;
        if (i == 200)
            hub_restart(hub, codec);
        if (codec == CODEC_PCMA)
            push_pcma(hub, i, at);
        else
            push_h264(codec, i % 25 == 0, at);
        usleep(10000);
    }
    return NULL;
}

/* Of a sink that is there already the same streams, so that it moves. */
static struct sink_request random_request(unsigned number, unsigned *seed)
{
    static const enum codec video[] = {CODEC_H264, CODEC_H264_SLICES},
                            audio[] = {CODEC_PCMA, CODEC_PCMA_30, CODEC_PCMA_60};
    char id[12];
    snprintf(id, sizeof id, "%u", number);
    struct sink_request request = request_for(id, &viewer, video[(unsigned)rand_r(seed) % 2], 96, VIDEO_SSRC + number);
    struct sink_request sound = request_for(id, &viewer, audio[(unsigned)rand_r(seed) % 3], 8, AUDIO_SSRC + number);
    request.targets[MEDIUM_AUDIO] = sound.targets[MEDIUM_AUDIO];
    request.targets[MEDIUM_AUDIO].events = rand_r(seed) % 2 == 0;
    request.targets[MEDIUM_AUDIO].events_type = EVENTS_TYPE;
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        struct leg_target *target = &request.targets[medium];
        target->mux = rand_r(seed) % 2 == 0;
        target->nack = rand_r(seed) % 4 != 0;
        target->rtx_type = target->nack && rand_r(seed) % 2 == 0 ? 97 : 0;
        target->latch = (enum leg_latch)(rand_r(seed) % 3);
        target->tap = target->rtcp;
        target->from.given = true;
        address_set_port(&target->rtp, (uint16_t)(viewer.port + rand_r(seed) % 2));
    }
    request.start = (enum leg_start)(rand_r(seed) % 3);
    return request;
}

static void *come_and_go(void *opaque)
{
    unsigned seed = *(const unsigned *)opaque;
    while (!atomic_load(&over)) {
        unsigned number = (unsigned)rand_r(&seed) % SINKS;
        struct reply reply = {0};
        struct sink_request request = random_request(number, &seed);
        int step = rand_r(&seed) % 16;
        if (step < 9)
            atomic_fetch_add(&moved, hub_list_sinks(hub, request.id, &reply) == 0 && hub_add_sink(hub, &request) == 0);
        else if (step < 11)
            hub_add_sink(hub, &request);
        else if (step < 15)
            hub_pause_sink(hub, request.id, step < 13);
        else
            hub_delete_sink(hub, request.id, &reply);
        reply_clear(&reply);
        usleep((unsigned)rand_r(&seed) % 500);
    }
    return NULL;
}

/* What each stream was sent began at the same number, so that many requests hit. */
static size_t random_packet(uint8_t *packet, bool *rtcp, int medium, unsigned *seed)
{
    static const uint8_t types[] = {201, 203, 205, 205, 206, 8, EVENTS_TYPE};
    uint32_t number = (uint32_t)rand_r(seed) % SINKS;
    packet[0] = 0x81;
    packet[1] = types[(unsigned)rand_r(seed) % sizeof types];
    packet[3] = packet[1] == 201 ? 7 : packet[1] == 203 ? 1 : packet[1] == 206 ? 2 : 3;
    write_u32(packet + 4, (uint32_t)rand_r(seed) % 3);
    write_u32(packet + 8, number + (medium == MEDIUM_VIDEO ? VIDEO_SSRC : AUDIO_SSRC));
    write_u16(packet + 12, (uint16_t)(16384 + rand_r(seed) % 500));
    write_u16(packet + 14, 0xffff);
    *rtcp = rand_r(seed) % 2 == 0;
    if (packet[1] < 128) {
        packet[0] = 0x80;
        packet[12] = (uint8_t)(number % 16);
    }
    return 4 * (packet[3] + 1u);
}

static void *talk(void *opaque)
{
    unsigned seed = *(const unsigned *)opaque;
    while (!atomic_load(&over)) {
        uint8_t packet[32] = {0};
        bool rtcp;
        int medium = rand_r(&seed) % 2;
        size_t size = random_packet(packet, &rtcp, medium, &seed);
        struct address to = loopback();
        address_set_port(&to, (uint16_t)(hub->ports[medium].port + rtcp));
        sendto(rtcp ? viewer.rtcp : viewer.rtp, packet, size, 0, (struct sockaddr *)&to.storage, to.length);
        usleep(100);
    }
    return NULL;
}

static void *watch(void *opaque)
{
    struct address to = loopback();
    unsigned seed = *(const unsigned *)opaque;
    address_set_port(&to, 9);
    hub_report(hub, &to, "0123456789abcdef", 100000);
    while (!atomic_load(&over)) {
        struct hub_stats stats;
        struct limits limits;
        hub_get_stats(hub, &stats);
        hub_get_limits(hub, &limits);
        limits.payload = 400 + (uint32_t)rand_r(&seed) % 1000;
        limits.burst = 1 + (uint32_t)rand_r(&seed) % 20;
        limits.dscp = (uint32_t)rand_r(&seed) % 64;
        hub_limit(hub, &limits);
        hub_lease(hub, 60000000);
        hub_go_on(hub, rand_r(&seed) % 100000);
        if (rand_r(&seed) % 20 == 0)
            hub_forget_pictures(hub);
        usleep(5000);
    }
    return NULL;
}

static unsigned long resent(void)
{
    struct reply reply = {0};
    unsigned long sum = 0;
    hub_list_sinks(hub, NULL, &reply);
    for (const char *at = reply.text; at != NULL && (at = strstr(at, " resent=")) != NULL; at++)
        sum += strtoul(at + strlen(" resent="), NULL, 10);
    reply_clear(&reply);
    return sum;
}

static void all_at_once(void)
{
    static const enum codec codecs[] = {CODEC_H264, CODEC_H264_SLICES, CODEC_PCMA};
    static const unsigned seeds[VISITORS] = {1, 2, 3};
    pthread_t threads[5 + VISITORS];
    hub = open_hub();
    viewer = viewer_open();
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, push, (void *)&codecs[i]);
    pthread_create(&threads[3], NULL, talk, (void *)&seeds[0]);
    pthread_create(&threads[4], NULL, watch, (void *)&seeds[1]);
    for (int i = 0; i < VISITORS; i++)
        pthread_create(&threads[5 + i], NULL, come_and_go, (void *)&seeds[i]);
    sleep(SECONDS);
    atomic_store(&over, true);
    for (int i = 0; i < 5 + VISITORS; i++)
        pthread_join(threads[i], NULL);
    struct hub_stats stats;
    hub_get_stats(hub, &stats);
    unsigned long again = resent();
    printf("     %llu packets to %u viewers who come and go and move %u times, %lu of them again\n",
           (unsigned long long)stats.counters.packets, stats.sinks, moved, again);
    CHECK(stats.counters.packets > 1000 && moved > 100 && again > 0);
    end_hub(hub);
    viewer_close(&viewer);
}

int main(void)
{
    RUN(all_at_once);
    return check_result();
}
