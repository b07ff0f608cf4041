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

/* Media may come between, as RTCP of ours does on a shared port. */
static bool hears(int fd, struct hub *hub, bool (*wanted)(const uint8_t *data, ssize_t size))
{
    uint8_t data[2000];
    for (int i = 0; i < 20; i++) {
        push_pcma(hub, 1, clock_now());
        ssize_t size = receive_within(fd, data, sizeof data, 50);
        if (size > 0 && wanted(data, size))
            return true;
    }
    return false;
}

static bool is_media(const uint8_t *data, ssize_t size)
{
    return size == 12 + 160 && (data[1] & 0x7f) == 8;
}

static bool is_bye(const uint8_t *data, ssize_t size)
{
    return size > 8 && data[1] >= 200 && data[1] <= 206 && data[size - 7] == 203;
}

static bool lists(struct hub *hub, const char *words)
{
    struct reply reply = {0};
    hub_list_sinks(hub, NULL, &reply);
    bool found = reply.text != NULL && strstr(reply.text, words) != NULL;
    reply_clear(&reply);
    return found;
}

static bool soon_lists(struct hub *hub, const char *words)
{
    for (int64_t until = clock_now() + 1000000; clock_now() < until;)
        if (lists(hub, words))
            return true;
    return false;
}

static void send_to_hub(int fd, const struct hub *hub, const void *data, size_t size)
{
    struct address to = local;
    address_set_port(&to, hub->ports[MEDIUM_AUDIO].port);
    CHECK(sendto(fd, data, size, 0, (struct sockaddr *)&to.storage, to.length) == (ssize_t)size);
}

static void a_viewer_with_an_ipv6_address_is_found_heard_and_tapped(void)
{
    static const uint8_t rtp[] = {0x80, 8, 0, 1, 0, 0, 0, 2, 0, 0, 0, 9, 'h', 'i'},
                         report[32] = {0x81, 201, 0, 7, 0, 0, 0, 9, 0, 0, 0, 1}, bye[8] = {0x81, 203, 0, 1, 0, 0, 0, 9};
    uint8_t data[100];
    uint16_t port, tap_port;
    int fd = bind_viewer(&port), tap = bind_viewer(&tap_port);
    struct hub *hub = hub_new("six", &local, &(struct hub_ports){.first = 20000, .last = 29999}, 60000000);
    struct viewer nowhere = {.port = 9};
    struct sink_request request = request_for("one", &nowhere, CODEC_PCMA, 8, 1);
    struct leg_target *target = &request.targets[MEDIUM_AUDIO];
    target->mux = true;
    target->latch = LATCH_ADDRESS;
    target->rtp = target->rtcp = target->tap = local;
    address_set_port(&target->rtp, 9);
    address_set_port(&target->tap, tap_port);
    CHECK(hub_add_sink(hub, &request) == 0);
    CHECK(!hears(fd, hub, is_media));
    send_to_hub(fd, hub, rtp, sizeof rtp);
    CHECK(hears(fd, hub, is_media));
    CHECK(receive_within(tap, data, sizeof data, 500) == sizeof rtp && memcmp(data, rtp, sizeof rtp) == 0);
    snprintf((char *)data, sizeof data, "@[::1]:%u", port);
    CHECK(lists(hub, (char *)data));
    send_to_hub(fd, hub, report, sizeof report);
    CHECK(soon_lists(hub, "lost=0"));
    CHECK(receive_within(tap, data, sizeof data, 500) == sizeof report);
    send_to_hub(fd, hub, bye, sizeof bye);
    CHECK(soon_lists(hub, "bye=yes"));
    CHECK(receive_within(tap, data, sizeof data, 500) == sizeof bye);
    struct reply reply = {0};
    CHECK(hub_delete_sink(hub, "one", &reply) == 0);
    reply_clear(&reply);
    CHECK(hears(fd, hub, is_bye));
    hub_close(hub);
    hub_release(hub);
    close(fd);
    close(tap);
}

int main(void)
{
    if (address_parse_ip("::1", &local) != 0)
        return 1;
    RUN(a_viewer_with_an_ipv6_address_gets_runs_of_packets_with_its_mark);
    RUN(a_viewer_with_an_ipv6_address_is_found_heard_and_tapped);
    return check_result();
}
