/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "depacketize.h"
#include "opus.h"

#define TOC_20_MS 0xfc /* CELT, stereo, one frame (RFC 6716 3.1) */
#define TOC_10_MS 0xf4

static struct packetizer *packetizer;
static struct packets packets;

/* Pushes a packet of one frame whose octets are all alike. Returns how many packets come out. */
static size_t push(uint8_t toc, size_t size, uint8_t octet)
{
    static uint8_t data[2000];
    packets_clear(&packets);
    memset(data, octet, sizeof data);
    data[0] = toc;
    uint8_t *packet = exact_copy(data, 1 + size);
    CHECK(packetizer_push(packetizer, packet, 1 + size, &packets) == 0);
    free(packet);
    return packets.count;
}

/* Takes a packet of code 3 with a length for each frame apart (RFC 6716 3.2.1 and 3.2.5). Returns how many frames it has, or -1. */
static int read_frames(const uint8_t *data, size_t size, uint8_t toc, size_t *sizes, uint8_t *octets)
{
    const uint8_t *end = data + size;
    if (size < 2 || data[0] != (toc | 3) || (data[1] & 0xc0) != 0x80)
        return -1;
    int count = data[1] & 0x3f;
    size_t sum = 0;
    data += 2;
    for (int i = 0; i + 1 < count; i++) {
        sizes[i] = *data++;
        if (sizes[i] >= 252)
            sizes[i] += (size_t)*data++ * 4;
        sum += sizes[i];
    }
    if (count == 0 || (size_t)(end - data) < sum)
        return -1;
    sizes[count - 1] = (size_t)(end - data) - sum;
    for (int i = 0; i < count; data += sizes[i++])
        for (size_t j = 0; j < sizes[i]; j++) {
            octets[i] = data[0];
            if (data[j] != data[0])
                return -1;
        }
    return count;
}

static bool is_joined(size_t number, uint8_t toc, int count, const size_t *sizes)
{
    size_t got_sizes[64];
    uint8_t octets[64] = {0};
    const struct packet *packet = &packets.list[number];
    bool right = packets.keyframe
                 && read_frames(packets.data + packet->offset, packet->length, toc, got_sizes, octets)
                        == count;
    for (int i = 0; right && i < count; i++)
        right = got_sizes[i] == sizes[i] && (sizes[i] == 0 || octets[i] == i + 1);
    return right;
}

static void frames_of_any_size_come_back(enum codec codec, int count)
{
    static const size_t all[] = {0, 1, 100, 251, 252, 253, 254, 255, 256, 300};
    size_t number = sizeof all / sizeof *all;
    packetizer = packetizer_new(codec, 1280);
    for (size_t i = 0; i < number * number * number; i++) {
        size_t sizes[] = {all[i % number], all[i / number % number], all[i / number / number]};
        for (int frame = 0; frame + 1 < count; frame++) {
            CHECK(push(TOC_20_MS, sizes[frame], (uint8_t)(frame + 1)) == 0);
            CHECK(packetizer_pending(packetizer) == (uint32_t)(frame + 1) * 960);
        }
        CHECK(push(TOC_20_MS, sizes[count - 1], (uint8_t)count) == 1);
        CHECK(is_joined(0, TOC_20_MS, count, sizes) && packets.list[0].ts_offset == 0);
        CHECK(opus_ticks(packets.data, packets.size) == (uint32_t)count * 960);
        CHECK(packetizer_pending(packetizer) == 0);
    }
    packets_clear(&packets);
    packetizer_free(packetizer);
}

static void two_packets_of_20_ms_are_one_of_40(void)
{
    frames_of_any_size_come_back(CODEC_OPUS_40, 2);
}

static void three_packets_of_20_ms_are_one_of_60(void)
{
    frames_of_any_size_come_back(CODEC_OPUS_60, 3);
}

static void shorter_frames_fill_a_packet_as_well(void)
{
    static const size_t sizes[] = {10, 20, 30, 40};
    packetizer = packetizer_new(CODEC_OPUS_40, 1280);
    for (uint8_t i = 0; i < 3; i++)
        CHECK(push(TOC_10_MS, sizes[i], i + 1) == 0);
    CHECK(push(TOC_10_MS, sizes[3], 4) == 1 && is_joined(0, TOC_10_MS, 4, sizes));
    packets_clear(&packets);
    packetizer_free(packetizer);
}

static void another_kind_of_frame_ends_the_packet_before(void)
{
    packetizer = packetizer_new(CODEC_OPUS_60, 1280);
    CHECK(push(TOC_20_MS, 10, 1) == 0);
    CHECK(push(TOC_10_MS, 20, 2) == 1 && packets.size == 11 && packets.data[0] == TOC_20_MS);
    CHECK(packetizer_pending(packetizer) == 480);
    /* One that holds several frames already goes as it is, behind what waited. */
    CHECK(push(TOC_20_MS | 1, 30, 3) == 2);
    CHECK(packets.list[0].length == 21 && packets.list[0].ts_offset == 0);
    CHECK(packets.list[1].length == 31 && packets.list[1].ts_offset == 480);
    CHECK(packetizer_pending(packetizer) == 0);
    packets_clear(&packets);
    packetizer_free(packetizer);
}

static void what_does_not_fit_into_a_packet_is_not_joined(void)
{
    packetizer = packetizer_new(CODEC_OPUS_40, 1280);
    CHECK(push(TOC_20_MS, 700, 1) == 0);
    CHECK(push(TOC_20_MS, 700, 2) == 1 && packets.size == 701);
    CHECK(push(TOC_20_MS, 500, 2) == 1 && packets.size <= 1280);
    packets_clear(&packets);
    packetizer_free(packetizer);
}

static void damaged_packets_do_no_harm(void)
{
    uint8_t whole[120];
    packetizer = packetizer_new(CODEC_OPUS_60, 200);
    fill(whole, sizeof whole);
    for (int i = 0; i < MUTATIONS; i++) {
        size_t size = random_u32() % (sizeof whole + 1);
        uint8_t *data = mutated(whole, &size);
        if (packetizer_push(packetizer, data, size, &packets) == 0)
            check_packets(&packets, 200, false);
        packets_clear(&packets);
        free(data);
    }
    packetizer_free(packetizer);
}

int main(void)
{
    RUN(two_packets_of_20_ms_are_one_of_40);
    RUN(three_packets_of_20_ms_are_one_of_60);
    RUN(shorter_frames_fill_a_packet_as_well);
    RUN(another_kind_of_frame_ends_the_packet_before);
    RUN(what_does_not_fit_into_a_packet_is_not_joined);
    RUN(damaged_packets_do_no_harm);
    return check_result();
}
