/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "byte_stream.h"

/* RFC 6184 6.2: in mode 0 a packet is one NAL unit, whole. */

#define MAX_PAYLOAD 100
#define SPS UNIT(20, 0x67, 66, 0xc0, 31, 0x80)
#define PPS UNIT(6, 0x68, 0xc0)
#define SEI UNIT(30, 0x06)

static struct packetizer *packetizer;
static struct frame stream, expected;
static struct packets packets;

static void begin(void)
{
    packetizer = packetizer_new(CODEC_H264_SLICES, MAX_PAYLOAD);
}

static void push(void)
{
    uint8_t *data = exact_copy(stream.data, stream.size);
    CHECK(packetizer_push(packetizer, data, stream.size, &packets) == 0);
    free(data);
    check_packets(&packets, MAX_PAYLOAD, true);
}

/* Each packet is the unit that was put, in order. */
static void expect_units(size_t count)
{
    struct frame received = {0};
    CHECK(packets.count == count);
    for (size_t i = 0; i < packets.count; i++) {
        const uint8_t *payload = packets.data + packets.list[i].offset;
        CHECK((payload[0] & 0x1f) >= 1 && (payload[0] & 0x1f) <= 23);
        append_nal(&received, payload, packets.list[i].length);
    }
    CHECK(frame_is(&received, expected.data, expected.size));
    frame_clear(&received);
}

static void next(void)
{
    packets_clear(&packets);
    frame_clear(&stream);
    frame_clear(&expected);
}

static void end(void)
{
    next();
    packetizer_free(packetizer);
}

static void each_unit_travels_alone(void)
{
    begin();
    put(&stream, &expected, 4, SPS);
    put(&stream, &expected, 4, PPS);
    put(&stream, &expected, 4, SEI);
    put(&stream, &expected, 3, UNIT(MAX_PAYLOAD, 0x65));
    put(&stream, &expected, 3, UNIT(1, 0x65));
    push();
    expect_units(5);
    CHECK(packets.keyframe && packets.dropped == 0);
    end();
}

static void a_unit_that_fits_into_no_packet_is_dropped_and_counted(void)
{
    begin();
    put(&stream, &expected, 4, UNIT(50, 0x41));
    put(&stream, NULL, 4, UNIT(MAX_PAYLOAD + 1, 0x41));
    put(&stream, &expected, 4, UNIT(60, 0x41));
    put(&stream, NULL, 4, UNIT(5000, 0x41));
    push();
    expect_units(2);
    CHECK(packets.dropped == 2);
    end();
}

static void of_a_picture_that_fits_nowhere_only_the_count_is_left(void)
{
    begin();
    put(&stream, NULL, 4, UNIT(500, 0x41));
    push();
    expect_units(0);
    CHECK(packets.dropped == 1 && !packets.keyframe);
    end();
}

static void a_key_frame_without_its_picture_is_none(void)
{
    begin();
    put(&stream, &expected, 4, SPS);
    put(&stream, &expected, 4, PPS);
    put(&stream, NULL, 4, UNIT(500, 0x65));
    push();
    expect_units(2);
    CHECK(packets.dropped == 1 && !packets.keyframe);
    next();

    /* The sets are known then, and go with the next one. */
    put(&stream, NULL, 4, UNIT(70, 0x65));
    push();
    CHECK(packets.count == 3 && packets.dropped == 0 && packets.keyframe);
    end();
}

static void damaged_access_units_give_single_units_only(void)
{
    begin();
    put(&stream, NULL, 4, SPS);
    put(&stream, NULL, 4, PPS);
    put(&stream, NULL, 3, SEI);
    put(&stream, NULL, 3, UNIT(150, 0x65));
    put(&stream, NULL, 3, UNIT(50, 0x65));
    for (int i = 0; i < MUTATIONS; i++) {
        size_t size = stream.size;
        uint8_t *data = mutated(stream.data, &size);
        packetizer_push(packetizer, data, size, &packets);
        check_packets(&packets, MAX_PAYLOAD, true);
        for (size_t j = 0; j < packets.count; j++) {
            const uint8_t type = packets.data[packets.list[j].offset] & 0x1f;
            CHECK(type >= 1 && type <= 23);
        }
        packets_clear(&packets);
        free(data);
    }
    end();
}

int main(void)
{
    RUN(each_unit_travels_alone);
    RUN(a_unit_that_fits_into_no_packet_is_dropped_and_counted);
    RUN(of_a_picture_that_fits_nowhere_only_the_count_is_left);
    RUN(a_key_frame_without_its_picture_is_none);
    RUN(damaged_access_units_give_single_units_only);
    return check_result();
}
