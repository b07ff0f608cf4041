/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check.h"
#include "stand_in.h"

static void a_hub_tells_its_limits_and_takes_others(void)
{
    CHECK(answers("hub limits h", "ERR nohub "));
    CHECK(answers("hub open h", "OK "));
    CHECK(answers("hub limits h", "OK payload=1200 burst=10 rate=1800 catch-up=5000 buffer=4194304 receive-buffer=4194304 dscp=0\n"));
    CHECK(answers("hub limits h burst=20 dscp=46",
                  "OK payload=1200 burst=20 rate=1800 catch-up=5000 buffer=4194304 receive-buffer=4194304 dscp=46\n"));
    CHECK(answers("hub limits h", "OK payload=1200 burst=20 rate=1800 "));
}

static void a_wrong_limit_changes_none(void)
{
    CHECK(answers("hub open h", "OK "));
    CHECK(answers("hub limits h burst=5 dscp=64", "ERR range "));
    CHECK(answers("hub limits h payload=199", "ERR range "));
    CHECK(answers("hub limits h rate=99999999999", "ERR range "));
    CHECK(answers("hub limits h burst=", "ERR range "));
    CHECK(answers("hub limits h burst", "ERR syntax "));
    CHECK(answers("hub limits h speed=1", "ERR syntax "));
    CHECK(answers("hub limits h  burst=5", "ERR syntax "));
    CHECK(answers("hub limits h burst=5 ", "ERR syntax "));
    CHECK(answers("hub limits h", "OK payload=1200 burst=10 rate=1800 "));
}

static int option_of(int fd, int level, int name)
{
    int value = -1;
    getsockopt(fd, level, name, &value, &(socklen_t){sizeof value});
    return value;
}

static void sockets_are_marked_and_their_buffers_sized(void)
{
    CHECK(answers("hub open h", "OK "));
    CHECK(answers("hub limits h buffer=65536 receive-buffer=32768 dscp=34", "OK "));
    struct hub *hub = hubs_find(&hubs, "h");
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        /* The kernel reserves as much again for itself (socket(7)). */
        CHECK(option_of(hub->ports[medium].rtp, SOL_SOCKET, SO_SNDBUF) == 2 * 65536);
        CHECK(option_of(hub->ports[medium].rtp, SOL_SOCKET, SO_RCVBUF) == 2 * 32768);
        CHECK(option_of(hub->ports[medium].rtcp, SOL_SOCKET, SO_RCVBUF) == 2 * 32768);
        CHECK(option_of(hub->ports[medium].rtp, IPPROTO_IP, IP_TOS) == 34 << 2);
        CHECK(option_of(hub->ports[medium].rtcp, IPPROTO_IP, IP_TOS) == 34 << 2);
    }
    hub_release(hub);
}

static void pictures_are_cut_as_the_hub_is_told(void)
{
    static uint8_t frame[3000] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, 16, 0, 16, 0};
    struct viewer viewer = viewer_open();
    struct received received = {0};
    CHECK(answers("hub open h", "OK "));
    struct hub *hub = hubs_find(&hubs, "h");
    struct sink_request request = request_for("one", &viewer, CODEC_VP8, 96, 1);
    CHECK(hub_add_sink(hub, &request) == 0);
    static const struct {
        const char *line;
        int packets;
    } cuts[] = {{"hub limits h payload=1200", 3}, {"hub limits h payload=500", 7},
                {"hub limits h payload=3100", 1}};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        CHECK(answers(cuts[i].line, "OK "));
        hub_push(hub, CODEC_VP8, &(struct encoded){frame, 1500, 0, 0});
        hub_push(hub, CODEC_VP8, &(struct encoded){frame, i < 2 ? 3000 : 1400, 0, 0});
        int packets = 0;
        for (int frames = 0; frames < 2 && viewer_receive(&viewer, &received, 1000);
             frames += received.marker)
            packets += frames == 1;
        CHECK(packets == cuts[i].packets);
    }
    hub_release(hub);
    viewer_close(&viewer);
}

int main(void)
{
    RUN_WITH_HUBS(a_hub_tells_its_limits_and_takes_others);
    RUN_WITH_HUBS(a_wrong_limit_changes_none);
    RUN_WITH_HUBS(sockets_are_marked_and_their_buffers_sized);
    RUN_WITH_HUBS(pictures_are_cut_as_the_hub_is_told);
    return check_result();
}
