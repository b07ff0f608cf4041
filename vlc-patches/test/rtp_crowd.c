/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A crowd of viewers in one process: rtp_crowd FIRST_PORT PORTS COUNT [TRACE]. It empties PORTS
 * ports from FIRST_PORT on, and checks each of COUNT sinks' two streams. Sink I is to be sent video
 * with SSRC 0x10000000+I and payload type 96+I%32, sound with SSRC 0x20000000+I and type
 * 96+(I+7)%32, both to port FIRST_PORT+I%PORTS. It prints `ready`, then a line of counters at each
 * SIGUSR1, and ends after the line for SIGTERM:
 *   sinks=N packets=N octets=N gaps=N duplicates=N strangers=N types=N ports=N markers=N stamps=N overflow=N
 * `sinks` counts those that got all streams anybody got, `strangers` packets whose SSRC is nobody's, `types` and
 * `ports` those with another's, `markers` frames of picture without a marker at their end or with
 * one before, and sound with one, `stamps` steps back in time; `overflow` is what came too fast for
 * this process. TRACE gets a line `MICROSECONDS MEDIUM TICKS SIZE` for each packet of sink 0.
 */
#include <arpa/inet.h>
#include <linux/sock_diag.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "octets.h"

#define PORTS_MAX 64
#define VECTOR 64

/* Milliseconds after which a signal is seen that came just before the wait. */
#define SIGNAL_LATEST 20

enum { HEADER = 12, OCTETS_MAX = 2048 };

struct stream {
    bool begun, ended_frame;
    uint16_t sequence;
    uint32_t ticks;
};

static struct stream *streams[2];
static uint32_t sink_count, port_count;
static FILE *trace;
static unsigned long long packets, octets, gaps, duplicates, strangers, types, ports, markers,
    stamps;
static volatile sig_atomic_t asked, ended;

static void on_signal(int number)
{
    asked = 1;
    ended |= number == SIGTERM;
}

static int bind_port(uint16_t port)
{
    int fd = socket(AF_INET6, SOCK_DGRAM, 0);
    struct sockaddr_in6 local = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &(int){0}, sizeof(int));
    if (bind(fd, (struct sockaddr *)&local, sizeof local) != 0) {
        perror("bind");
        exit(2);
    }
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &(int){64 << 20}, sizeof(int)) != 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &(int){64 << 20}, sizeof(int));
    return fd;
}

static void follow(struct stream *stream, const uint8_t *data, bool video)
{
    uint16_t step = (uint16_t)(read_u16(data + 2) - stream->sequence);
    uint32_t ticks = read_u32(data + 4);
    bool marker = data[1] >> 7;
    if (!stream->begun)
        stream->ended_frame = true;
    else if (step == 0 || step >= 0x8000)
        duplicates++;
    else if (step != 1)
        gaps += step - 1u;
    else {
        markers += video ? (ticks != stream->ticks) != stream->ended_frame : marker;
        stamps += (int32_t)(ticks - stream->ticks) < (video ? 0 : 1);
    }
    *stream = (struct stream){true, marker, read_u16(data + 2), ticks};
}

static void on_packet(const uint8_t *data, size_t size, uint32_t port)
{
    /* Reports that share the port (RFC 5761 4). */
    if (size < HEADER || (data[1] >= 200 && data[1] <= 206))
        return;
    uint32_t ssrc = read_u32(data + 8), medium = (ssrc >> 28) - 1, sink = ssrc & 0xfffffff;
    packets++;
    octets += size - HEADER;
    if (medium > 1 || sink >= sink_count) {
        strangers++;
        return;
    }
    types += (data[1] & 0x7f) != 96 + (sink + 7 * medium) % 32;
    ports += sink % port_count != port;
    follow(&streams[medium][sink], data, medium == 0);
    if (trace != NULL && sink == 0)
        fprintf(trace, "%lld %u %u %zu\n", (long long)clock_now(), medium, read_u32(data + 4),
                size);
}

static void empty(int fd, uint32_t port)
{
    static uint8_t data[VECTOR][OCTETS_MAX];
    struct iovec parts[VECTOR];
    struct mmsghdr messages[VECTOR];
    memset(messages, 0, sizeof messages);
    for (int i = 0; i < VECTOR; i++) {
        parts[i] = (struct iovec){data[i], OCTETS_MAX};
        messages[i].msg_hdr = (struct msghdr){.msg_iov = &parts[i], .msg_iovlen = 1};
    }
    int count = recvmmsg(fd, messages, VECTOR, MSG_DONTWAIT, NULL);
    for (int i = 0; i < count; i++)
        on_packet(data[i], messages[i].msg_len, port);
}

static unsigned long long overflow(const struct pollfd *polled)
{
    unsigned long long sum = 0;
    for (uint32_t i = 0; i < port_count; i++) {
        uint32_t memory[SK_MEMINFO_VARS] = {0};
        getsockopt(polled[i].fd, SOL_SOCKET, SO_MEMINFO, memory, &(socklen_t){sizeof memory});
        sum += memory[SK_MEMINFO_DROPS];
    }
    return sum;
}

static unsigned count_sinks(void)
{
    bool any[2] = {false, false};
    unsigned count = 0;
    for (int medium = 0; medium < 2; medium++)
        for (uint32_t i = 0; i < sink_count; i++)
            any[medium] |= streams[medium][i].begun;
    for (uint32_t i = 0; i < sink_count; i++)
        count += (any[0] || any[1]) && streams[0][i].begun == any[0]
                 && streams[1][i].begun == any[1];
    return count;
}

static void print(const struct pollfd *polled)
{
    printf("sinks=%u packets=%llu octets=%llu gaps=%llu duplicates=%llu strangers=%llu types=%llu "
           "ports=%llu markers=%llu stamps=%llu overflow=%llu\n",
           count_sinks(), packets, octets, gaps, duplicates, strangers, types, ports, markers,
           stamps, overflow(polled));
    fflush(stdout);
}

static void watch(struct pollfd *polled)
{
    sigaction(SIGUSR1, &(struct sigaction){.sa_handler = on_signal}, NULL);
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = on_signal}, NULL);
    printf("ready\n");
    fflush(stdout);
    while (!ended) {
        /* Not ppoll, which takes no signal while there is always something to be read. */
        bool some = poll(polled, port_count, SIGNAL_LATEST) > 0;
        for (uint32_t i = 0; some && i < port_count; i++)
            if (polled[i].revents & POLLIN)
                empty(polled[i].fd, i);
        if (asked) {
            asked = 0;
            print(polled);
        }
    }
}

int main(int argc, char **argv)
{
    int first = argc >= 4 ? atoi(argv[1]) : 0;
    port_count = argc >= 4 ? (uint32_t)atoi(argv[2]) : 0;
    sink_count = argc >= 4 ? (uint32_t)atoi(argv[3]) : 0;
    if (first < 1 || port_count < 1 || port_count > PORTS_MAX || sink_count < 1) {
        fprintf(stderr, "usage: rtp_crowd FIRST_PORT PORTS COUNT [TRACE]\n");
        return 2;
    }
    trace = argc > 4 ? fopen(argv[4], "w") : NULL;
    struct pollfd polled[PORTS_MAX];
    for (uint32_t i = 0; i < port_count; i++)
        polled[i] = (struct pollfd){bind_port((uint16_t)(first + (int)i)), POLLIN, 0};
    for (int medium = 0; medium < 2; medium++)
        streams[medium] = calloc(sink_count, sizeof **streams);
    watch(polled);
    if (trace != NULL)
        fclose(trace);
    return 0;
}
