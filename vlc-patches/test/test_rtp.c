/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "check.h"
#include "codec.h"
#include "rtp.h"

static void the_header_has_each_field_in_its_place(void)
{
    static const uint8_t expected[RTP_HEADER_SIZE] = {
        0x80, 0xe0, 0x12, 0x34, 0x89, 0xab, 0xcd, 0xef, 0xfe, 0xdc, 0xba, 0x98,
    };
    uint8_t header[RTP_HEADER_SIZE];
    rtp_write_header(header, 96, true, 0x1234, 0x89abcdef, 0xfedcba98);
    CHECK(memcmp(header, expected, sizeof header) == 0);
}

static void a_packet_that_came_says_where_its_payload_is(void)
{
    static const uint8_t packet[] = {0xb1, 0xe5, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0xbe, 0xde, 0, 1, 0x10, 0, 0, 0, 7, 8, 9, 2, 2};
    struct rtp_header header;
    CHECK(rtp_read(packet, sizeof packet, &header) == 0);
    CHECK(header.payload_type == 101 && header.marker && header.ssrc == 3);
    CHECK(header.payload == 24 && header.payload_size == 3 && packet[header.payload] == 7);
}

static void the_marker_is_apart_from_the_payload_type(void)
{
    uint8_t header[RTP_HEADER_SIZE];
    rtp_write_header(header, 127, false, 0, 0, 0);
    CHECK(header[1] == 127);
    rtp_write_header(header, 0, true, 0, 0, 0);
    CHECK(header[1] == 0x80);
}

static void every_codec_is_found_by_its_name(void)
{
    for (int codec = 0; codec < CODEC_COUNT; codec++)
        CHECK(codec_by_name(codec_name((enum codec)codec)) == codec);
    CHECK(codec_by_name("VP8") == -1);
    CHECK(codec_by_name("opu") == -1);
    CHECK(codec_by_name("opuss") == -1);
    CHECK(codec_by_name("") == -1);
}

static void a_codec_is_cut_in_the_ways_that_it_has(void)
{
    CHECK(codec_cut(CODEC_H264, "mode=1") == CODEC_H264);
    CHECK(codec_cut(CODEC_H264, "mode=0") == CODEC_H264_SLICES);
    CHECK(codec_cut(CODEC_OPUS, "ptime=20") == CODEC_OPUS);
    CHECK(codec_cut(CODEC_PCMA, "ptime=20") == CODEC_PCMA);
    CHECK(codec_cut(CODEC_PCMA, "ptime=30") == CODEC_PCMA_30);
    CHECK(codec_cut(CODEC_PCMU, "ptime=20") == CODEC_PCMU);
    CHECK(codec_cut(CODEC_PCMU, "ptime=30") == CODEC_PCMU_30);
    CHECK(codec_cut(CODEC_PCMU, "ptime=40") == CODEC_PCMU_40);
    CHECK(codec_cut(CODEC_PCMA, "ptime=60") == CODEC_PCMA_60);
    CHECK(codec_cut(CODEC_OPUS, "ptime=40") == CODEC_OPUS_40);
    CHECK(codec_cut(CODEC_OPUS, "ptime=60") == CODEC_OPUS_60);
    CHECK(codec_cut(CODEC_OPUS, "ptime=30") == -1 && codec_cut(CODEC_PCMA, "ptime=50") == -1);
    CHECK(codec_cut(CODEC_VP8, "mode=0") == -1 && codec_cut(CODEC_H264, "mode=2") == -1);
    CHECK(codec_cut(CODEC_H264, "ptime=20") == -1 && codec_cut(CODEC_PCMA_30, "ptime=30") == -1);
}

static void sound_is_encoded_once_however_it_is_cut(void)
{
    CHECK(codec_encode(CODEC_PCMA_30) == CODEC_PCMA && codec_encode(CODEC_PCMU_30) == CODEC_PCMU);
    CHECK(codec_encode(CODEC_OPUS_60) == CODEC_OPUS && codec_plain(CODEC_OPUS_40) == CODEC_OPUS);
    CHECK(codec_encode(CODEC_H264_SLICES) == CODEC_H264_SLICES);
    for (int codec = 0; codec < CODEC_COUNT; codec++) {
        enum codec encode = codec_encode((enum codec)codec), plain = codec_plain((enum codec)codec);
        CHECK(codec_encode(encode) == encode && codec_plain(plain) == plain);
        CHECK(codec_clock_rate(encode) == codec_clock_rate((enum codec)codec));
        CHECK(codec_medium(plain) == codec_medium((enum codec)codec));
    }
}

static void every_codec_has_its_medium_and_clock(void)
{
    CHECK(codec_medium(CODEC_VP8) == MEDIUM_VIDEO && codec_clock_rate(CODEC_VP8) == 90000);
    CHECK(codec_medium(CODEC_H264) == MEDIUM_VIDEO && codec_clock_rate(CODEC_H264) == 90000);
    CHECK(codec_medium(CODEC_OPUS) == MEDIUM_AUDIO && codec_clock_rate(CODEC_OPUS) == 48000);
    CHECK(codec_medium(CODEC_PCMA) == MEDIUM_AUDIO && codec_clock_rate(CODEC_PCMA) == 8000);
    CHECK(codec_medium(CODEC_PCMU) == MEDIUM_AUDIO && codec_clock_rate(CODEC_PCMU) == 8000);
}

int main(void)
{
    RUN(the_header_has_each_field_in_its_place);
    RUN(a_packet_that_came_says_where_its_payload_is);
    RUN(the_marker_is_apart_from_the_payload_type);
    RUN(every_codec_is_found_by_its_name);
    RUN(a_codec_is_cut_in_the_ways_that_it_has);
    RUN(sound_is_encoded_once_however_it_is_cut);
    RUN(every_codec_has_its_medium_and_clock);
    return check_result();
}
