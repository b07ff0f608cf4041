/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ports.h"

#include <unistd.h>

#include "clock.h"

static int bind_port(const struct address *ip, uint16_t port)
{
    int fd = socket(ip->storage.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    struct address local = *ip;
    address_set_port(&local, port);
    if (bind(fd, (const struct sockaddr *)&local.storage, local.length) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

int ports_open_at(const struct address *ip, uint16_t port, struct port_pair *out)
{
    int rtp = bind_port(ip, port);
    if (rtp < 0)
        return -1;
    int rtcp = bind_port(ip, (uint16_t)(port + 1));
    if (rtcp < 0) {
        close(rtp);
        return -1;
    }
    *out = (struct port_pair){rtp, rtcp, port};
    return 0;
}

int ports_open(const struct address *ip, uint16_t first, uint16_t last, struct port_pair *out)
{
    uint32_t lowest = first + (first & 1u);
    if (last <= lowest)
        return -1;
    uint32_t pairs = (last - lowest + 1) / 2, start;
    clock_random(&start, sizeof start);
    start %= pairs;
    for (uint32_t i = 0; i < pairs; i++) {
        uint16_t port = (uint16_t)(lowest + (start + i) % pairs * 2);
        if (ports_open_at(ip, port, out) == 0)
            return 0;
    }
    return -1;
}

void ports_limit(const struct port_pair *pair, const struct limits *limits)
{
    const int sockets[] = {pair->rtp, pair->rtcp};
    const int send = (int)limits->buffer, receive = (int)limits->receive, marks = (int)limits->dscp << 2;
    for (size_t i = 0; i < sizeof sockets / sizeof *sockets; i++) {
        setsockopt(sockets[i], SOL_SOCKET, SO_SNDBUF, &send, sizeof send);
        setsockopt(sockets[i], SOL_SOCKET, SO_RCVBUF, &receive, sizeof receive);
        /* Only one of the two is of the socket's family; the other changes nothing. */
        setsockopt(sockets[i], IPPROTO_IP, IP_TOS, &marks, sizeof marks);
        setsockopt(sockets[i], IPPROTO_IPV6, IPV6_TCLASS, &marks, sizeof marks);
    }
}

void ports_close(struct port_pair *pair)
{
    close(pair->rtp);
    close(pair->rtcp);
}
