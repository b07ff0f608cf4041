/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <netinet/in.h>

#include "check.h"
#include "viewer.h"

static struct address local;

static int bind_viewer(uint16_t *port)
{
    struct address at = local;
    int fd = socket(AF_INET6, SOCK_DGRAM, 0);
    if (bind(fd, (struct sockaddr *)&at.storage, at.length) != 0)
        abort();
    setsockopt(fd, IPPROTO_IPV6, IPV6_RECVTCLASS, &(int){1}, sizeof(int));
    getsockname(fd, (struct sockaddr *)&at.storage, &at.length);
    *port = address_port(&at);
    return fd;
}

/* Receives a packet and returns its traffic class, or -1. */
static int receive(int fd, uint8_t *data, size_t size)
{
    struct pollfd polled = {fd, POLLIN, 0};
    char space[CMSG_SPACE(sizeof(int))];
    struct iovec part = {data, size};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space,
                             .msg_controllen = sizeof space};
    int class = -1;
    if (poll(&polled, 1, 1000) <= 0 || recvmsg(fd, &message, 0) < 12)
        return -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header != NULL && header->cmsg_type == IPV6_TCLASS)
        memcpy(&class, CMSG_DATA(header), sizeof class);
    return class;
}

static void a_viewer_with_an_ipv6_address_gets_runs_of_packets_with_its_mark(void)
{
    static uint8_t frame[20000] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, 16, 0, 16, 0};
    uint8_t data[2000], last = 0;
    uint16_t port;
    int fd = bind_viewer(&port);
    struct hub *hub = hub_new("six", &local, &(struct hub_ports){.first = 20000, .last = 29999}, 60000000);
    struct limits limits;
    hub_get_limits(hub, &limits);
    limits.dscp = 46;
    hub_limit(hub, &limits);
    struct viewer viewer = {.port = port};
    struct sink_request request = request_for("one", &viewer, CODEC_VP8, 96, 1);
    request.targets[MEDIUM_VIDEO].rtp = request.targets[MEDIUM_VIDEO].rtcp = local;
    request.targets[MEDIUM_VIDEO].mux = true;
    address_set_port(&request.targets[MEDIUM_VIDEO].rtp, port);
    CHECK(hub_add_sink(hub, &request) == 0);
    hub_push(hub, CODEC_VP8, &(struct encoded){frame, sizeof frame, 0, 0});
    for (int packets = 0; packets < 17;) {
        int class = receive(fd, data, sizeof data);
        CHECK(class == 46 << 2);
        if (class < 0)
            break;
        if (data[1] >= 200 && data[1] <= 206)
            continue;
        CHECK(packets == 0 || data[3] == (uint8_t)(last + 1));
        last = data[3];
        CHECK((data[1] >> 7) == (++packets == 17));
    }
    CHECK(hub->sinks.first->legs[MEDIUM_VIDEO].counters.drops == 0);
    CHECK(!hub->sinks.first->legs[MEDIUM_VIDEO].unsegmented);
    hub_close(hub);
    hub_release(hub);
    close(fd);
}

int main(void)
{
    if (address_parse_ip("::1", &local) != 0)
        return 1;
    RUN(a_viewer_with_an_ipv6_address_gets_runs_of_packets_with_its_mark);
    return check_result();
}
