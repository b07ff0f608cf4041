/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "../check.h"
#include "../viewer.h"
#include "octets.h"

/* Viewers come, go, pause and talk at random while a hub sends, all at once: for the thread sanitizer. */

#define SECONDS 4
#define SINKS 40
#define VISITORS 3

static struct hub *hub;
static struct viewer viewer;
static atomic_bool over;

static void *push(void *opaque)
{
    enum codec codec = *(const enum codec *)opaque;
    for (uint8_t i = 0; !atomic_load(&over); i++) {
        if (i == 200)
            hub_restart(hub, codec);
        if (codec == CODEC_VP8)
            push_vp8(hub, i % 25 == 0, i, clock_now() + 1000);
        else
            push_pcma(hub, i, clock_now() + 1000);
        usleep(1000);
    }
    return NULL;
}

static struct sink_request random_request(const char *id, unsigned *seed)
{
    int port = rand_r(seed) % 3;
    struct sink_request request = request_for(id, &viewer, CODEC_VP8, 96, (uint32_t)rand_r(seed) % 64);
    struct sink_request sound = request_for(id, &viewer, CODEC_PCMA, 8, (uint32_t)rand_r(seed) % 64);
    request.targets[MEDIUM_AUDIO] = sound.targets[MEDIUM_AUDIO];
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        struct leg_target *target = &request.targets[medium];
        target->mux = rand_r(seed) % 2 == 0;
        target->nack = rand_r(seed) % 2 == 0;
        target->rtx_type = target->nack && port == 0 ? 97 : 0;
        target->latch = (enum leg_latch)(rand_r(seed) % 3);
        target->tap = target->rtcp;
    }
    request.start = (enum leg_start)(rand_r(seed) % 3);
    return request;
}

static void *come_and_go(void *opaque)
{
    unsigned seed = *(const unsigned *)opaque;
    while (!atomic_load(&over)) {
        char id[12];
        snprintf(id, sizeof id, "%d", rand_r(&seed) % SINKS);
        struct reply reply = {0};
        struct sink_request request = random_request(id, &seed);
        int step = rand_r(&seed) % 8;
        if (step < 4)
            hub_add_sink(hub, &request);
        else if (step < 6)
            hub_pause_sink(hub, id, step == 4);
        else if (step == 6)
            hub_delete_sink(hub, id, &reply);
        else
            hub_list_sinks(hub, rand_r(&seed) % 2 == 0 ? id : NULL, &reply);
        reply_clear(&reply);
        usleep((unsigned)rand_r(&seed) % 500);
    }
    return NULL;
}

static void *talk(void *opaque)
{
    unsigned seed = *(const unsigned *)opaque;
    while (!atomic_load(&over)) {
        uint8_t packet[32] = {0x81, 205, 0, 3, 0, 0, 0, 9};
        static const uint8_t types[] = {201, 203, 205, 206, 8};
        packet[1] = types[(unsigned)rand_r(&seed) % sizeof types];
        packet[3] = packet[1] == 201 ? 7 : packet[1] == 203 ? 1 : packet[1] == 206 ? 2 : 3;
        write_u32(packet + 8, (uint32_t)rand_r(&seed) % 64);
        write_u16(packet + 12, (uint16_t)rand_r(&seed));
        write_u16(packet + 14, 0xffff);
        struct address to = loopback();
        int medium = rand_r(&seed) % 2, rtcp = rand_r(&seed) % 2;
        address_set_port(&to, (uint16_t)(hub->ports[medium].port + rtcp));
        sendto(rtcp ? viewer.rtcp : viewer.rtp, packet, 4 * (packet[3] + 1u), 0,
               (struct sockaddr *)&to.storage, to.length);
        usleep(200);
    }
    return NULL;
}

static void *watch(void *opaque)
{
    (void)opaque;
    struct address to = loopback();
    address_set_port(&to, 9);
    hub_report(hub, &to, "0123456789abcdef", 100000);
    while (!atomic_load(&over)) {
        struct hub_stats stats;
        hub_get_stats(hub, &stats);
        hub_lease(hub, 60000000);
        usleep(1000);
    }
    return NULL;
}

static void all_at_once(void)
{
    static const enum codec codecs[] = {CODEC_VP8, CODEC_PCMA};
    static const unsigned seeds[VISITORS] = {1, 2, 3};
    pthread_t threads[4 + VISITORS];
    hub = open_hub();
    viewer = viewer_open();
    pthread_create(&threads[0], NULL, push, (void *)&codecs[0]);
    pthread_create(&threads[1], NULL, push, (void *)&codecs[1]);
    pthread_create(&threads[2], NULL, talk, (void *)&seeds[0]);
    pthread_create(&threads[3], NULL, watch, NULL);
    for (int i = 0; i < VISITORS; i++)
        pthread_create(&threads[4 + i], NULL, come_and_go, (void *)&seeds[i]);
    sleep(SECONDS);
    atomic_store(&over, true);
    for (int i = 0; i < 4 + VISITORS; i++)
        pthread_join(threads[i], NULL);
    struct hub_stats stats;
    hub_get_stats(hub, &stats);
    printf("     %llu packets to viewers who come and go\n", (unsigned long long)stats.counters.packets);
    CHECK(stats.counters.packets > 1000);
    end_hub(hub);
    viewer_close(&viewer);
}

int main(void)
{
    RUN(all_at_once);
    return check_result();
}
