/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A viewer that measures: rtp_probe SECONDS CODEC:PORT [CODEC:PORT]. It receives RTP on PORT and
 * RTCP on PORT+1, answers sender reports with receiver reports, and prints a line per medium.
 * `others` counts packets of another SSRC than the first one's, and
 * `crowded` counts packets of sound whose time stamps are closer than sound can be: 10 ms.
 * `delay` is arrival minus the time at which, by the sender reports, the packet's time stamp was
 * sampled: its medians tell how far picture and sound are apart.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "codec.h"

#define MAX_PACKETS 100000

struct arrival {
    uint64_t ntp;
    uint32_t ticks;
};

struct stream {
    enum codec codec;
    int rtp, rtcp;
    uint32_t ssrc, last_ticks, report_ticks;
    uint64_t report_ntp;
    uint16_t last_sequence;
    unsigned count, lost, backward, crowded, others, reports;
    int payload_type;
    bool first_key;
    int64_t first_at, last_at, longest_gap;
    struct arrival arrivals[MAX_PACKETS];
};

static struct stream streams[2];

static int bind_port(int port)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in local = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, (struct sockaddr *)&local, sizeof local) != 0) {
        perror("bind");
        exit(2);
    }
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &(int){4 << 20}, sizeof(int));
    return fd;
}

static uint32_t get32(const uint8_t *data)
{
    return (uint32_t)data[0] << 24 | (uint32_t)data[1] << 16 | (uint32_t)data[2] << 8 | data[3];
}

/* The first octets of a stream that a decoder can start with: RFC 7741 4.3, RFC 6184 5.4. */
static bool begins_with_key(enum codec codec, const uint8_t *payload, size_t size)
{
    if (codec == CODEC_VP8) {
        size_t header = 1;
        if (payload[0] & 0x80)
            header += 1 + (payload[1] & 0x80 ? (payload[2] & 0x80 ? 2 : 1) : 0)
                      + (payload[1] & 0x40 ? 1 : 0) + (payload[1] & 0x30 ? 1 : 0);
        return size > header && (payload[header] & 1) == 0;
    }
    if (codec == CODEC_H264)
        return (payload[0] & 0x1f) == 7 || ((payload[0] & 0x1f) == 24 && (payload[3] & 0x1f) == 7);
    return true;
}

static void on_rtp(struct stream *stream, int64_t started)
{
    uint8_t data[2048];
    ssize_t size = recv(stream->rtp, data, sizeof data, 0);
    if (size <= 12 || (data[1] >= 200 && data[1] <= 206))
        return;
    if (stream->count > 0 && get32(data + 8) != stream->ssrc) {
        stream->others++;
        return;
    }
    int64_t now = clock_now();
    uint16_t sequence = (uint16_t)(data[2] << 8 | data[3]);
    uint32_t ticks = get32(data + 4);
    if (stream->count == 0) {
        stream->payload_type = data[1] & 0x7f;
        stream->ssrc = get32(data + 8);
        stream->first_at = now - started;
        stream->first_key = begins_with_key(stream->codec, data + 12, (size_t)size - 12);
    } else {
        stream->lost += (uint16_t)(sequence - stream->last_sequence - 1);
        stream->backward += (int32_t)(ticks - stream->last_ticks) < 0;
        stream->crowded += codec_medium(stream->codec) == MEDIUM_AUDIO
                           && ticks - stream->last_ticks < codec_clock_rate(stream->codec) / 100;
        if (now - stream->last_at > stream->longest_gap)
            stream->longest_gap = now - stream->last_at;
    }
    stream->last_sequence = sequence;
    stream->last_ticks = ticks;
    stream->last_at = now;
    if (stream->count < MAX_PACKETS)
        stream->arrivals[stream->count++] = (struct arrival){clock_ntp(), ticks};
}

static void on_rtcp(struct stream *stream)
{
    uint8_t data[2048];
    struct sockaddr_in from;
    socklen_t length = sizeof from;
    ssize_t size = recvfrom(stream->rtcp, data, sizeof data, 0, (struct sockaddr *)&from, &length);
    if (size < 28 || data[1] != 200)
        return;
    stream->reports++;
    stream->report_ntp = (uint64_t)get32(data + 8) << 32 | get32(data + 12);
    stream->report_ticks = get32(data + 16);
    /* A receiver report with one block (RFC 3550 6.4.2) and an SDES with an empty CNAME. */
    uint8_t answer[32 + 12] = {0x81, 201, 0, 7, 0x11, 0x22, 0x33, 0x44};
    memcpy(answer + 8, data + 4, 4);
    answer[15] = (uint8_t)stream->lost;
    answer[18] = (uint8_t)(stream->last_sequence >> 8);
    answer[19] = (uint8_t)stream->last_sequence;
    memcpy(answer + 32, (const uint8_t[]){0x81, 202, 0, 2, 0x11, 0x22, 0x33, 0x44, 1, 1, 'x', 0},
           12);
    sendto(stream->rtcp, answer, sizeof answer, 0, (struct sockaddr *)&from, length);
}

static int compare(const void *one, const void *other)
{
    double difference = *(const double *)one - *(const double *)other;
    return difference < 0 ? -1 : difference > 0;
}

static void print_stream(const struct stream *stream)
{
    static double delays[MAX_PACKETS];
    uint32_t rate = codec_clock_rate(stream->codec);
    for (unsigned i = 0; i < stream->count; i++) {
        double sampled = (double)(int32_t)(stream->arrivals[i].ticks - stream->report_ticks) / rate;
        delays[i] = ((double)(int64_t)(stream->arrivals[i].ntp - stream->report_ntp) / 4294967296.0
                     - sampled)
                    * 1000;
    }
    qsort(delays, stream->count, sizeof *delays, compare);
    printf("%s pt=%d ssrc=%08x packets=%u lost=%u backward=%u crowded=%u others=%u reports=%u "
           "first-at=%lld first-key=%s "
           "longest-gap=%lld",
           codec_name(stream->codec), stream->payload_type, stream->ssrc, stream->count,
           stream->lost, stream->backward, stream->crowded, stream->others, stream->reports, (long long)stream->first_at / 1000,
           stream->first_key ? "yes" : "no", (long long)stream->longest_gap / 1000);
    if (stream->count > 0 && stream->reports > 0)
        printf(" delay-min=%.2f delay-median=%.2f delay-p95=%.2f delay-max=%.2f", delays[0],
               delays[stream->count / 2], delays[(uint64_t)stream->count * 95 / 100],
               delays[stream->count - 1]);
    printf("\n");
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: rtp_probe SECONDS CODEC:PORT [CODEC:PORT]\n");
        return 2;
    }
    int count = argc - 2;
    struct pollfd polled[4];
    for (int i = 0; i < count; i++) {
        char *colon = strchr(argv[2 + i], ':');
        if (colon == NULL)
            return 2;
        *colon = '\0';
        streams[i].codec = (enum codec)codec_by_name(argv[2 + i]);
        streams[i].rtp = bind_port(atoi(colon + 1));
        streams[i].rtcp = bind_port(atoi(colon + 1) + 1);
        polled[2 * i] = (struct pollfd){streams[i].rtp, POLLIN, 0};
        polled[2 * i + 1] = (struct pollfd){streams[i].rtcp, POLLIN, 0};
    }
    int64_t started = clock_now(), end = started + (int64_t)(atof(argv[1]) * 1000000);
    for (int64_t left; (left = end - clock_now()) > 0;) {
        poll(polled, 2 * (nfds_t)count, (int)(left / 1000) + 1);
        for (int i = 0; i < count; i++) {
            if (polled[2 * i].revents)
                on_rtp(&streams[i], started);
            if (polled[2 * i + 1].revents)
                on_rtcp(&streams[i]);
        }
    }
    for (int i = 0; i < count; i++)
        print_stream(&streams[i]);
    return 0;
}
