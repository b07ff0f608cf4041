/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "rtcp_viewer.h"

/* Frames that come long before their time, as those of a source with a large cache do. */

static void add(const char *id, enum codec codec, uint32_t ssrc, bool paused)
{
    struct sink_request request = request_for(id, &viewer, codec, 96, ssrc);
    request.paused = paused;
    CHECK(hub_add_sink(hub, &request) == 0);
}

static void what_the_queue_has_no_room_for_counts_as_drops_of_all_who_would_have_got_it(void)
{
    hub_start_source(hub, 60000000);
    add("one", CODEC_PCMA, 1, false);
    add("two", CODEC_PCMA, 2, false);
    add("paused", CODEC_PCMA, 3, true);
    add("other", CODEC_VP8, 4, false);
    int64_t at = clock_now() + 50000000;
    for (int i = 0; i < QUEUE_MAX_FRAMES; i++)
        push_vp8(hub, i == 0, 0, at);
    CHECK(queue_count(&hub->queue) == QUEUE_MAX_FRAMES);
    for (uint8_t i = 0; i < 10; i++)
        push_pcma(hub, i, at + i * 20000);
    CHECK(soon_list_shows("drops=10"));
    CHECK(shows("one", "drops=10") && shows("two", "drops=10"));
    CHECK(shows("paused", "drops=0") && shows("other", "drops=0"));
    struct hub_stats stats;
    hub_get_stats(hub, &stats);
    CHECK(stats.counters.drops == 20);
}

int main(void)
{
    RUN_WITH_HUB(what_the_queue_has_no_room_for_counts_as_drops_of_all_who_would_have_got_it);
    return check_result();
}
