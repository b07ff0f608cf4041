/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "sendmmsg.h"

#include "check.h"
#include "viewer.h"

/* Who joins while a frame is on its way to many. */

#define MANY (BATCH_RUNS + 50)
#define JOINER 9999

static struct hub *hub;
static struct viewer viewer;

static void add_viewer(unsigned number)
{
    char id[16];
    snprintf(id, sizeof id, "%u", number);
    struct sink_request request = request_for(id, &viewer, CODEC_VP8, 96, number);
    CHECK(hub_add_sink(hub, &request) == 0);
}

/* Takes `count` packets. Returns how many came behind the joiner's first one. */
static unsigned take(unsigned count, struct received *first_of_joiner)
{
    struct received received = {0};
    unsigned behind = 0;
    bool seen = false;
    for (unsigned i = 0; i < count; i++) {
        CHECK(viewer_receive(&viewer, &received, 2000));
        behind += seen;
        if (received.ssrc != JOINER || seen)
            continue;
        seen = true;
        *first_of_joiner = received;
    }
    return seen ? behind : 0;
}

/* The kernel has the first part of a frame; somebody joins before it takes the others. */
static void push_while_somebody_joins(bool key, uint8_t number)
{
    atomic_store(&held, true);
    atomic_store(&reached, false);
    push_vp8(hub, key, number, clock_now());
    for (int i = 0; i < 2000 && !atomic_load(&reached); i++)
        usleep(1000);
    CHECK(atomic_load(&reached));
    add_viewer(JOINER);
    atomic_store(&held, false);
}

static void watch_by_many(void)
{
    struct received none;
    for (unsigned i = 1; i <= MANY; i++)
        add_viewer(i);
    /* Who joins behind the next key frame goes on with it only if the one after it seems far enough. */
    push_vp8(hub, true, 0, clock_now() - 3000000);
    take(MANY, &none);
}

/* From here on he gets each frame once. */
static void joiner_goes_on(uint16_t sequence, uint8_t number)
{
    struct received received = {0};
    unsigned mine = 0;
    push_vp8(hub, false, number, clock_now());
    for (unsigned i = 0; i <= MANY; i++) {
        CHECK(viewer_receive(&viewer, &received, 2000));
        if (received.ssrc != JOINER)
            continue;
        mine++;
        CHECK(received.sequence == sequence && frame_number(&received) == number);
    }
    CHECK(mine == 1 && !viewer_receive(&viewer, &received, 100));
}

static void a_joiner_does_not_wait_until_all_others_have_the_frame(void)
{
    struct received first = {0};
    watch_by_many();
    push_while_somebody_joins(false, 1);
    /* Both frames of the group are his, the first of them before the last others have the second. */
    CHECK(take(MANY + 2, &first) >= 50);
    CHECK(frame_number(&first) == 0);
    joiner_goes_on((uint16_t)(first.sequence + 2), 2);
}

static void a_key_frame_that_is_on_its_way_comes_once(void)
{
    struct received first = {0};
    watch_by_many();
    push_while_somebody_joins(true, 1);
    CHECK(take(MANY + 1, &first) >= 50);
    CHECK(frame_number(&first) == 1);
    joiner_goes_on((uint16_t)(first.sequence + 1), 2);
}

static void who_leaves_again_at_once_gets_nothing(void)
{
    struct received received = {0};
    struct reply reply = {0};
    watch_by_many();
    atomic_store(&held, true);
    atomic_store(&reached, false);
    push_vp8(hub, false, 1, clock_now());
    for (int i = 0; i < 2000 && !atomic_load(&reached); i++)
        usleep(1000);
    add_viewer(JOINER);
    CHECK(hub_delete_sink(hub, "9999", &reply) == 0);
    reply_clear(&reply);
    atomic_store(&held, false);
    for (unsigned i = 0; i < MANY; i++)
        CHECK(viewer_receive(&viewer, &received, 2000) && received.ssrc != JOINER);
    CHECK(!viewer_receive(&viewer, &received, 100));
}

/* Who joins while it is still sending a frame is welcomed meanwhile. */
static void wait_for_the_sender(void)
{
    for (bool sends = true; sends;) {
        hub_lock(hub);
        sends = hub->frame != NULL;
        pthread_mutex_unlock(&hub->lock);
    }
}

static unsigned receive_until_silent(void)
{
    struct received received;
    unsigned count = 0;
    while (viewer_receive(&viewer, &received, 300))
        count++;
    return count;
}

/* His replay is so many packets that the kernel is given them in two parts. */
static void who_pauses_while_he_is_shown_what_he_has_missed_is_not_shown_the_rest(void)
{
    struct received none;
    struct limits limits;
    hub_get_limits(hub, &limits);
    limits.burst = 10000;
    hub_limit(hub, &limits);
    add_viewer(1);
    for (unsigned i = 0; i < MANY; i++)
        push_vp8(hub, i == 0, (uint8_t)i, clock_now());
    take(MANY, &none);
    wait_for_the_sender();
    atomic_store(&held, true);
    atomic_store(&reached, false);
    add_viewer(JOINER);
    for (int i = 0; i < 2000 && !atomic_load(&reached); i++)
        usleep(1000);
    CHECK(hub_pause_sink(hub, "9999", true) == 0);
    atomic_store(&held, false);
    CHECK(receive_until_silent() == BATCH_RUNS);
    CHECK(hub_pause_sink(hub, "9999", false) == 0);
    CHECK(receive_until_silent() == MANY);
}

static void run(const char *name, void (*test)(void))
{
    hub = open_hub();
    viewer = viewer_open();
    setsockopt(viewer.rtp, SOL_SOCKET, SO_RCVBUF, &(int){4 << 20}, sizeof(int));
    check_run(name, test);
    end_hub(hub);
    viewer_close(&viewer);
}

#define RUN_WITH_HUB(test) run(#test, test)

int main(void)
{
    RUN_WITH_HUB(a_joiner_does_not_wait_until_all_others_have_the_frame);
    RUN_WITH_HUB(a_key_frame_that_is_on_its_way_comes_once);
    RUN_WITH_HUB(who_leaves_again_at_once_gets_nothing);
    RUN_WITH_HUB(who_pauses_while_he_is_shown_what_he_has_missed_is_not_shown_the_rest);
    return check_result();
}
