/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "byte_stream.h"

/* Ids are Exp-Golomb codes: 1 is 0, 010 is 1 (ITU-T H.264 9.1). */
#define SPS_0(size) UNIT(size, 0x67, 66, 0xc0, 31, 0x80)
#define SPS_1(size) UNIT(size, 0x67, 66, 0xc0, 31, 0x40)
#define PPS_0(size) UNIT(size, 0x68, 0xc0)           /* id 0 of SPS 0 */
#define PPS_1(size) UNIT(size, 0x28, 0x50)           /* id 1 of SPS 0 */
#define PPS_2_OF_SPS_1(size) UNIT(size, 0x68, 0x68) /* id 2 of SPS 1 */
#define PPS_255(size) UNIT(size, 0x68, 0x00, 0x80, 0x40) /* id 255 of SPS 0 */
#define SEI(size) UNIT(size, 0x06)
#define IDR UNIT(300, 0x65)
#define SLICE UNIT(300, 0x41)

#define MAX_PAYLOAD 100

static struct packetizer *packetizer;
static struct frame stream, expected;

static void begin(void)
{
    packetizer = packetizer_new(CODEC_H264, MAX_PAYLOAD);
}

static void end(void)
{
    packetizer_free(packetizer);
}

static void expect_keyframe(bool keyframe)
{
    expect(packetizer, MAX_PAYLOAD, &stream, &expected, keyframe);
}

/* Sends a frame of its own, of which these sets are expected again later. */
static void teach(const struct unit *sps, const struct unit *pps, struct frame *sets)
{
    put(&stream, sets, 4, sps);
    put(&stream, sets, 4, pps);
    frame_append(&expected, sets->data, sets->size);
    put(&stream, &expected, 4, IDR);
    expect_keyframe(true);
}

static void sets_and_information_share_one_packet(void)
{
    begin();
    struct packets packets;
    put(&stream, NULL, 4, SPS_0(20));
    put(&stream, NULL, 4, PPS_1(6));
    put(&stream, NULL, 4, SEI(30));
    put(&stream, NULL, 4, IDR);
    CHECK(packetizer_push(packetizer, stream.data, stream.size, &packets) == 0);
    CHECK(packets.count == 5);
    if (packets.count == 5) {
        CHECK(packets.list[0].length == 1 + 3 * 2 + 20 + 6 + 30);
        CHECK(packets.data[0] == (0x60 | 24));
        CHECK(is_balanced(packets.list + 1, 4));
    }
    packets_clear(&packets);
    frame_clear(&stream);
    end();
}

static void an_idr_picture_with_its_sets_is_a_keyframe(void)
{
    begin();
    struct frame sets = {0};
    teach(SPS_0(20), PPS_0(6), &sets);
    frame_clear(&sets);
    end();
}

static void an_idr_picture_without_sets_gets_the_last_seen(void)
{
    begin();
    struct frame sets = {0};
    teach(SPS_0(20), PPS_0(6), &sets);
    frame_clear(&sets);
    teach(SPS_0(21), PPS_0(5), &sets);
    put(&stream, &expected, 4, SLICE);
    expect_keyframe(false);
    for (int i = 0; i < 2; i++) {
        frame_append(&expected, sets.data, sets.size);
        put(&stream, &expected, 3, SEI(10));
        put(&stream, &expected, 3, IDR);
        expect_keyframe(true);
    }
    frame_clear(&sets);
    end();
}

static void an_idr_picture_whose_sets_are_unknown_is_no_keyframe(void)
{
    begin();
    put(&stream, &expected, 4, IDR);
    expect_keyframe(false);
    put(&stream, &expected, 4, SPS_0(20));
    put(&stream, &expected, 4, IDR);
    expect_keyframe(false);
    end();
}

static void a_picture_set_without_its_sequence_set_makes_no_keyframe(void)
{
    begin();
    put(&stream, &expected, 4, SPS_0(20));
    put(&stream, &expected, 4, PPS_2_OF_SPS_1(6));
    put(&stream, &expected, 4, IDR);
    expect_keyframe(false);
    end();
}

static void sets_without_a_picture_travel_with_the_next_one(void)
{
    begin();
    struct frame sets = {0}, nothing = {0};
    put(&stream, &sets, 4, SPS_0(20));
    put(&stream, &sets, 4, PPS_0(6));
    expect(packetizer, MAX_PAYLOAD, &stream, &nothing, false);
    frame_append(&expected, sets.data, sets.size);
    put(&stream, &expected, 4, SLICE);
    expect_keyframe(false);
    put(&stream, &expected, 4, SLICE);
    expect_keyframe(false);
    frame_clear(&sets);
    end();
}

static void sets_repeated_in_front_of_another_picture_stay_there(void)
{
    begin();
    struct frame sets = {0};
    teach(SPS_0(20), PPS_0(6), &sets);
    frame_append(&stream, sets.data, sets.size);
    frame_append(&expected, sets.data, sets.size);
    put(&stream, &expected, 4, SLICE);
    expect_keyframe(false);
    frame_clear(&sets);
    end();
}

static void all_sets_of_a_stream_are_remembered_by_id(void)
{
    begin();
    put(&stream, &expected, 4, SPS_0(20));
    put(&stream, &expected, 4, SPS_1(25));
    put(&stream, &expected, 4, PPS_0(6));
    put(&stream, &expected, 4, PPS_1(7));
    put(&stream, &expected, 4, PPS_2_OF_SPS_1(8));
    put(&stream, &expected, 4, PPS_255(9));
    struct frame sets = {0};
    frame_append(&sets, expected.data, expected.size);
    put(&stream, &expected, 4, IDR);
    expect_keyframe(true);

    frame_append(&expected, sets.data, sets.size);
    put(&stream, &expected, 4, IDR);
    expect_keyframe(true);
    frame_clear(&sets);
    end();
}

static void a_new_sequence_set_ends_the_picture_sets_of_the_old_one(void)
{
    begin();
    struct frame sets = {0};
    teach(SPS_0(20), PPS_1(6), &sets);
    put(&stream, &expected, 4, SPS_0(22));
    put(&stream, &expected, 4, PPS_0(6));
    put(&stream, &expected, 4, IDR);
    expect_keyframe(true);
    frame_clear(&sets);
    end();
}

static void sets_and_information_of_any_size_and_number_pass(void)
{
    for (size_t size = 6; size < 300; size += 7) {
        begin();
        put(&stream, &expected, 4, SPS_0(size));
        put(&stream, &expected, 4, PPS_0(size));
        for (size_t i = 0; i < 20; i++)
            put(&stream, &expected, 4, SEI(i % 2 ? size : 2));
        put(&stream, &expected, 4, IDR);
        expect_keyframe(true);
        end();
    }
}

static void a_set_too_large_to_be_one_is_refused(void)
{
    begin();
    struct packets packets;
    put(&stream, NULL, 4, SPS_0(4097));
    put(&stream, NULL, 4, IDR);
    CHECK(packetizer_push(packetizer, stream.data, stream.size, &packets) == -1);
    frame_clear(&stream);

    struct frame sets = {0};
    teach(SPS_0(4096), PPS_0(6), &sets);
    frame_clear(&sets);
    end();
}

int main(void)
{
    RUN(sets_and_information_share_one_packet);
    RUN(an_idr_picture_with_its_sets_is_a_keyframe);
    RUN(an_idr_picture_without_sets_gets_the_last_seen);
    RUN(an_idr_picture_whose_sets_are_unknown_is_no_keyframe);
    RUN(a_picture_set_without_its_sequence_set_makes_no_keyframe);
    RUN(sets_without_a_picture_travel_with_the_next_one);
    RUN(sets_repeated_in_front_of_another_picture_stay_there);
    RUN(all_sets_of_a_stream_are_remembered_by_id);
    RUN(a_new_sequence_set_ends_the_picture_sets_of_the_old_one);
    RUN(sets_and_information_of_any_size_and_number_pass);
    RUN(a_set_too_large_to_be_one_is_refused);
    return check_result();
}
