/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "rtcp_reading.h"

static const uint8_t receiver_report[] = {
    0x82, 201, 0, 13, 0xa0, 0, 0, 1,
    0x01, 0x02, 0x03, 0x04, 0x40, 0x00, 0x01, 0x00, 0x00, 0x02, 0xff, 0xfe,
    0, 0, 0, 77, 0x55, 0x66, 0x77, 0x88, 0, 1, 0, 0,
    0x0a, 0x0b, 0x0c, 0x0d, 0x00, 0x80, 0x00, 0x00, 0, 0, 0, 9,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};

static void each_block_of_a_receiver_report_is_told(void)
{
    CHECK(parse(receiver_report, sizeof receiver_report) == 0);
    CHECK(received_count == 2);
    CHECK(received[0].kind == RTCP_REPORT && received[1].kind == RTCP_REPORT);
    CHECK(received[0].sender_ssrc == 0xa0000001 && received[0].media_ssrc == 0x01020304);
    CHECK(received[0].fraction_lost == 64 && received[0].cumulative_lost == 256);
    CHECK(received[0].highest_sequence == 0x2fffe && received[0].jitter == 77);
    CHECK(received[0].last_sr == 0x55667788 && received[0].delay_since_last_sr == 0x10000);
    CHECK(received[1].media_ssrc == 0x0a0b0c0d && received[1].cumulative_lost == -0x800000);
    CHECK(received[1].fraction_lost == 0 && received[1].highest_sequence == 9);
}

static void a_sender_report_has_blocks_too_behind_its_own_information(void)
{
    uint8_t report[28 + 24 + 4] = {0x81, 200, 0, 13, 0xb0, 0, 0, 2}; /* with an extension */
    memcpy(report + 28, receiver_report + 8, 24);
    CHECK(parse(report, sizeof report) == 0);
    CHECK(received_count == 1 && received[0].sender_ssrc == 0xb0000002);
    CHECK(received[0].media_ssrc == 0x01020304 && received[0].jitter == 77);
}

static void a_picture_request_may_stand_alone(void)
{
    static const uint8_t pli[] = {0x81, 206, 0, 2, 0xa0, 0, 0, 1, 1, 2, 3, 4};
    CHECK(parse(pli, sizeof pli) == 0);
    CHECK(received_count == 1 && received[0].kind == RTCP_PLI);
    CHECK(received[0].sender_ssrc == 0xa0000001 && received[0].media_ssrc == 0x01020304);
}

static void a_full_intra_request_is_about_each_of_its_entries(void)
{
    static const uint8_t fir[] = {
        0x84, 206, 0, 6, 0xa0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4, 7, 0, 0, 0, 5, 6, 7, 8, 7, 0, 0, 0,
    };
    CHECK(parse(fir, sizeof fir) == 0);
    CHECK(received_count == 2 && received[0].kind == RTCP_FIR && received[1].kind == RTCP_FIR);
    CHECK(received[0].media_ssrc == 0x01020304 && received[1].media_ssrc == 0x05060708);
}

static void each_item_of_a_nack_is_told(void)
{
    /* RFC 4585 6.2.1 */
    static const uint8_t nack[] = {0x81, 205, 0, 4, 0xa0, 0, 0, 1, 1, 2, 3, 4, 0xff, 0xfe, 0x80, 1, 0, 5, 0, 0};
    CHECK(parse(nack, sizeof nack) == 0 && received_count == 2);
    CHECK(received[0].kind == RTCP_NACK && received[0].media_ssrc == 0x01020304);
    CHECK(received[0].missing == 0xfffe && received[0].missing_mask == 0x8001);
    CHECK(received[1].kind == RTCP_NACK && received[1].missing == 5 && received[1].missing_mask == 0);
}

static void other_packets_are_passed_over(void)
{
    static const uint8_t others[] = {
        0x80, 201, 0, 1, 0xa0, 0, 0, 1,                              /* RR without blocks */
        0x8f, 205, 0, 3, 0xa0, 0, 0, 1, 1, 2, 3, 4, 0, 5, 0, 0,      /* transport feedback */
        0x8f, 206, 0, 2, 0xa0, 0, 0, 1, 0, 0, 0, 0,                  /* REMB without its own part */
        0x80, 204, 0, 2, 0xa0, 0, 0, 1, 'n', 'a', 'm', 'e',          /* APP */
        0x80, 207, 0, 1, 0xa0, 0, 0, 1,                              /* XR */
        0x80, 203, 0, 0,                                             /* BYE of nobody */
        0xa1, 203, 0, 2, 0xa0, 0, 0, 1, 0, 0, 0, 4,                  /* BYE with padding */
    };
    CHECK(parse(others, sizeof others) == 0);
    CHECK(received_count == 1 && received[0].kind == RTCP_BYE);
}

static void a_truncated_packet_is_malformed(void)
{
    for (size_t size = 0; size < sizeof receiver_report; size++) {
        CHECK(parse(receiver_report, size) == -1);
        CHECK(received_count == 0);
    }
}

static void of_a_compound_with_a_fault_nothing_is_told(void)
{
    uint8_t compound[12 + sizeof receiver_report] = {
        0x81, 206, 0, 2, 0xa0, 0, 0, 1, 1, 2, 3, 4,
    };
    memcpy(compound + 12, receiver_report, sizeof receiver_report);
    compound[12] = 0x83; /* one block more than there is room for */
    CHECK(parse(compound, sizeof compound) == -1);
    CHECK(received_count == 0);
    compound[12] = receiver_report[0];
    CHECK(parse(compound, sizeof compound) == 0 && received_count > 1 && received[0].kind == RTCP_PLI);
}

static void a_malformed_packet_is_refused(void)
{
    static const uint8_t version[] = {0x41, 203, 0, 1, 0, 0, 0, 1};
    static const uint8_t type[] = {0x81, 96, 0, 1, 0, 0, 0, 1};
    static const uint8_t no_source[] = {0x81, 203, 0, 0};
    static const uint8_t no_media[] = {0x81, 206, 0, 1, 0, 0, 0, 1};
    static const uint8_t no_item[] = {0x81, 205, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0};
    static const uint8_t no_entry[] = {0x84, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0};
    static const uint8_t half_entry[] = {0x84, 206, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1};
    static const uint8_t padded_first[] = {0xa0, 201, 0, 2, 0, 0, 0, 1, 0, 0, 0, 4,
                                           0x80, 201, 0, 1, 0, 0, 0, 1};
    static const uint8_t padding_0[] = {0xa0, 201, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0};
    static const uint8_t padding_odd[] = {0xa0, 201, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3};
    static const uint8_t padding_over[] = {0xa0, 201, 0, 2, 0, 0, 0, 1, 0, 0, 0, 12};
    static const uint8_t padding_of_body[] = {0xa1, 203, 0, 1, 0, 0, 0, 4};
    CHECK(parse(version, sizeof version) == -1);
    CHECK(parse(type, sizeof type) == -1);
    CHECK(parse(no_source, sizeof no_source) == -1);
    CHECK(parse(no_media, sizeof no_media) == -1);
    CHECK(parse(no_item, sizeof no_item) == -1);
    CHECK(parse(no_entry, sizeof no_entry) == -1);
    CHECK(parse(half_entry, sizeof half_entry) == -1);
    CHECK(parse(padded_first, sizeof padded_first) == -1);
    CHECK(parse(padding_0, sizeof padding_0) == -1);
    CHECK(parse(padding_odd, sizeof padding_odd) == -1);
    CHECK(parse(padding_over, sizeof padding_over) == -1);
    CHECK(parse(padding_of_body, sizeof padding_of_body) == -1);
}

static void rtcp_is_told_from_rtp_by_its_second_octet(void)
{
    uint8_t datagram[12] = {0x80};
    for (int second = 0; second < 256; second++) {
        datagram[1] = (uint8_t)second;
        CHECK(rtcp_is(datagram, sizeof datagram) == (second >= 192 && second <= 223));
        CHECK(!rtcp_is(datagram, 3));
    }
    datagram[1] = 200;
    for (int first = 0; first < 256; first++) {
        datagram[0] = (uint8_t)first; /* STUN and DTLS begin below 128 (RFC 7983) */
        CHECK(rtcp_is(datagram, sizeof datagram) == (first >= 128 && first <= 191));
    }
}

static void damaged_packets_do_no_harm(void)
{
    uint8_t compound[sizeof receiver_report + 28 + 100];
    memcpy(compound, receiver_report, sizeof receiver_report);
    memcpy(compound + sizeof receiver_report,
           (const uint8_t[28]){0x84, 206, 0, 6, 0xa0, 0, 0, 1}, 28);
    const size_t before = sizeof receiver_report + 28;
    const size_t whole =
        before + rtcp_write_report(compound + before, 100, &info, 1, "name", true);
    CHECK(parse(compound, whole) == 0 && received_count == 5);
    for (int i = 0; i < MUTATIONS; i++) {
        size_t size = whole;
        uint8_t *data = mutated(compound, &size);
        const int result = parse(data, size);
        CHECK(result == 0 || result == -1);
        CHECK(received_count <= size / 4);
        free(data);
    }
}

int main(void)
{
    RUN(each_block_of_a_receiver_report_is_told);
    RUN(a_sender_report_has_blocks_too_behind_its_own_information);
    RUN(a_picture_request_may_stand_alone);
    RUN(a_full_intra_request_is_about_each_of_its_entries);
    RUN(each_item_of_a_nack_is_told);
    RUN(other_packets_are_passed_over);
    RUN(a_truncated_packet_is_malformed);
    RUN(of_a_compound_with_a_fault_nothing_is_told);
    RUN(a_malformed_packet_is_refused);
    RUN(rtcp_is_told_from_rtp_by_its_second_octet);
    RUN(damaged_packets_do_no_harm);
    return check_result();
}
