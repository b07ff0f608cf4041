/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_VIEWER_H
#define SIPCAST_VIEWER_H

/* A viewer on loopback sockets, and the frames to show it, for the tests of hubs. */

#include <arpa/inet.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "hub.h"

struct viewer {
    int rtp, rtcp;
    uint16_t port;
};

struct received {
    uint8_t payload_type;
    bool marker;
    uint16_t sequence;
    uint32_t ticks, ssrc;
    size_t size;
    uint8_t payload[1500];
    int64_t at;
};

static inline struct address loopback(void)
{
    struct address ip;
    address_parse_ip("127.0.0.1", &ip);
    return ip;
}

static inline struct viewer viewer_open(void)
{
    struct address ip = loopback();
    struct port_pair pair;
    if (ports_open(&ip, 30000, 39999, &pair) != 0)
        abort();
    return (struct viewer){pair.rtp, pair.rtcp, pair.port};
}

static inline void viewer_close(struct viewer *viewer)
{
    close(viewer->rtp);
    close(viewer->rtcp);
}

static inline ssize_t receive_within(int fd, uint8_t *data, size_t size, int milliseconds)
{
    struct pollfd polled = {fd, POLLIN, 0};
    return poll(&polled, 1, milliseconds) > 0 ? recv(fd, data, size, 0) : -1;
}

static inline bool viewer_receive(struct viewer *viewer, struct received *out, int milliseconds)
{
    uint8_t data[2048];
    ssize_t size = receive_within(viewer->rtp, data, sizeof data, milliseconds);
    if (size < 12)
        return false;
    out->at = clock_now();
    out->marker = data[1] >> 7;
    out->payload_type = data[1] & 0x7f;
    out->sequence = (uint16_t)(data[2] << 8 | data[3]);
    memcpy(&out->ticks, data + 4, 4);
    out->ticks = ntohl(out->ticks);
    memcpy(&out->ssrc, data + 8, 4);
    out->ssrc = ntohl(out->ssrc);
    out->size = (size_t)size - 12;
    memcpy(out->payload, data + 12, out->size);
    return true;
}

static inline struct hub *open_hub(void)
{
    struct address ip = loopback();
    struct hub *hub = hub_new("h", &ip, &(struct hub_ports){{0}, 20000, 29999}, 60000000);
    if (hub == NULL)
        abort();
    return hub;
}

static inline void end_hub(struct hub *hub)
{
    hub_close(hub);
    hub_release(hub);
}

static inline struct sink_request request_for(const char *id, const struct viewer *viewer,
                                              enum codec codec, uint8_t payload_type, uint32_t ssrc)
{
    struct sink_request request = {.start = START_GOP};
    snprintf(request.id, sizeof request.id, "%s", id);
    struct leg_target *target = &request.targets[codec_medium(codec)];
    *target = (struct leg_target){.used = true,
                                  .codec = codec,
                                  .payload_type = payload_type,
                                  .ssrc = ssrc,
                                  .rtp = loopback(),
                                  .rtcp = loopback()};
    address_set_port(&target->rtp, viewer->port);
    address_set_port(&target->rtcp, (uint16_t)(viewer->port + 1));
    return request;
}

/* The smallest VP8 frames that the packetizer takes (RFC 6386 9.1), told apart by their last octet.
 */
static inline void push_vp8(struct hub *hub, bool key, uint8_t number, int64_t at)
{
    uint8_t frame[12] = {key ? 0x10 : 0x11, 0, 0, 0x9d, 0x01, 0x2a, 16, 0, 16, 0, 0, number};
    hub_push(hub, CODEC_VP8, &(struct encoded){frame, sizeof frame, at, at});
}

static inline void push_pcma(struct hub *hub, uint8_t number, int64_t at)
{
    uint8_t samples[160];
    memset(samples, number, sizeof samples);
    hub_push(hub, CODEC_PCMA, &(struct encoded){samples, sizeof samples, at, at});
}

static inline uint8_t frame_number(const struct received *received)
{
    return received->payload[received->size - 1];
}

#endif
