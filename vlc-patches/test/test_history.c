/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdlib.h>

#include "check.h"
#include "history.h"
#include "sent.h"

static struct history history;

static void send_frame(size_t size)
{
    struct packets packets = {.data = calloc(1, 1), .size = size, .list = calloc(1, sizeof(struct packet)), .count = 1};
    struct frame *frame = frame_new(CODEC_VP8, &packets);
    history_add(&history, frame);
    frame_release(frame);
}

static void a_frame_is_found_until_there_are_too_many(void)
{
    for (int i = 0; i < HISTORY_FRAMES; i++)
        send_frame(10);
    CHECK(history_find(&history, 0) != NULL && history_find(&history, 0)->number == 0);
    CHECK(history_find(&history, HISTORY_FRAMES) == NULL);
    send_frame(10);
    CHECK(history_find(&history, 0) == NULL && history_find(&history, 1)->number == 1);
    CHECK(history_find(&history, HISTORY_FRAMES)->number == HISTORY_FRAMES);
    history_clear(&history);
    CHECK(history_find(&history, HISTORY_FRAMES) == NULL && history.octets == 0);
}

static void large_frames_are_kept_less_long(void)
{
    uint32_t first = history.end;
    for (int i = 0; i < 10; i++)
        send_frame(HISTORY_MAX_OCTETS / 4);
    CHECK(history_find(&history, first + 5) == NULL && history_find(&history, first + 6) != NULL);
    send_frame(2 * HISTORY_MAX_OCTETS);
    CHECK(history_find(&history, first + 9) == NULL && history_find(&history, first + 10) != NULL);
    send_frame(10);
    CHECK(history_find(&history, first + 10) == NULL && history_find(&history, first + 11) != NULL);
    history_clear(&history);
}

static void a_sequence_number_tells_its_frame(void)
{
    struct sent *sent = sent_new();
    uint16_t first = 65000;
    CHECK(sent_find(sent, first) == NULL);
    for (uint32_t i = 0; i < 100; i++) {
        uint16_t packets = (uint16_t)(i % 40 + 1);
        sent_note(sent, &(struct sent_frame){i, i * 3600, first, packets});
        first = (uint16_t)(first + packets);
    }
    /* Backwards through all that are kept, and beyond. */
    uint16_t sequence = (uint16_t)(first - 1);
    for (uint32_t i = 99; i >= 100 - SENT_FRAMES; i--)
        for (uint32_t packet = i % 40 + 1; packet > 0; packet--, sequence--) {
            const struct sent_frame *found = sent_find(sent, sequence);
            CHECK(found != NULL && found->number == i
                  && (uint16_t)(found->first + packet - 1) == sequence);
        }
    CHECK(sent_find(sent, sequence) == NULL && sent_find(sent, first) == NULL
          && sent_find(sent, (uint16_t)(first + 32768)) == NULL);
    free(sent);
}

static void a_frame_of_very_many_packets_is_not_kept(void)
{
    struct sent *sent = sent_new();
    sent_note(sent, &(struct sent_frame){1, 0, 10, 5});
    sent_note(sent, &(struct sent_frame){2, 0, 15, 40000});
    CHECK(sent_find(sent, 12) == NULL && sent_find(sent, 20) == NULL);
    free(sent);
}

static void a_third_of_what_is_sent_may_be_sent_again(void)
{
    struct sent *sent = sent_new();
    int at_first = 0, later = 0;
    for (; sent_allows(sent); at_first++)
        sent_charge(sent, true);
    for (uint16_t i = 0; i < 300; i++) {
        sent_note(sent, &(struct sent_frame){i, 0, i, 1});
        if (sent_allows(sent)) {
            sent_charge(sent, true);
            later++;
        }
    }
    CHECK(at_first > 0 && at_first <= 100 && later == 100);
    free(sent);
}

static void what_is_not_there_is_looked_for_as_often_as_packets_are_sent(void)
{
    struct sent *sent = sent_new();
    int searches = 0;
    sent_note(sent, &(struct sent_frame){0, 0, 0, 500});
    for (; sent_allows(sent); searches++)
        sent_charge(sent, false);
    CHECK(searches >= 100 && searches <= 300);
    for (uint16_t i = 500; i < 800; i++) {
        sent_note(sent, &(struct sent_frame){i, 0, i, 1});
        if (sent_allows(sent)) {
            sent_charge(sent, false);
            searches++;
        }
    }
    CHECK(searches <= 600);
    free(sent);
}

int main(void)
{
    RUN(a_frame_is_found_until_there_are_too_many);
    RUN(large_frames_are_kept_less_long);
    RUN(a_sequence_number_tells_its_frame);
    RUN(a_frame_of_very_many_packets_is_not_kept);
    RUN(a_third_of_what_is_sent_may_be_sent_again);
    RUN(what_is_not_there_is_looked_for_as_often_as_packets_are_sent);
    return check_result();
}
