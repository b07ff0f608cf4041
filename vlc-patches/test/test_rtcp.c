/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check.h"
#include "inputs.h"
#include "rtcp.h"

static struct rtcp_feedback received[64];
static size_t received_count;

static void receive(void *opaque, const struct rtcp_feedback *feedback)
{
    CHECK(opaque == received);
    if (received_count < sizeof received / sizeof *received)
        received[received_count] = *feedback;
    received_count++;
}

static int parse(const uint8_t *data, size_t size)
{
    uint8_t *copy = exact_copy(data, size);
    received_count = 0;
    const int result = rtcp_parse(copy, size, receive, received);
    free(copy);
    return result;
}

static const struct rtcp_sender_info info = {
    .ssrc = 0x01020304,
    .sends = true,
    .ntp = 0x1112131415161718,
    .rtp_timestamp = 0x21222324,
    .packets = 0x31323334,
    .octets = 0x41424344,
};

static void a_sender_report_comes_with_the_name_and_the_goodbye(void)
{
    static const uint8_t expected[] = {
        0x80, 200, 0, 6, 1, 2, 3, 4, /* SR */
        0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x21, 0x22, 0x23, 0x24,
        0x31, 0x32, 0x33, 0x34, 0x41, 0x42, 0x43, 0x44,
        0x81, 202, 0, 3, 1, 2, 3, 4, 1, 3, 'a', '@', 'b', 0, 0, 0, /* SDES */
        0x81, 203, 0, 1, 1, 2, 3, 4, /* BYE */
    };
    uint8_t out[100];
    CHECK(rtcp_write_report(out, sizeof out, &info, 1, "a@b", true) == sizeof expected);
    CHECK(memcmp(out, expected, sizeof expected) == 0);
    CHECK(rtcp_write_report(out, sizeof out, &info, 1, "a@b", false) == sizeof expected - 8);
    CHECK(memcmp(out, expected, sizeof expected - 8) == 0);
}

static void a_name_of_any_length_ends_with_a_null_on_a_word_boundary(void)
{
    char name[257] = {0};
    uint8_t out[400];
    for (size_t length = 0; length < 256; length++) {
        const size_t size = rtcp_write_report(out, sizeof out, &info, 1, name, true);
        CHECK(size > 28 + 8 + 2 + length + 8 && size <= 28 + 8 + 2 + length + 4 + 8);
        CHECK(size % 4 == 0);
        CHECK(out[37] == length && memcmp(out + 38, name, length) == 0 && out[38 + length] == 0);
        CHECK(parse(out, size) == 0);
        CHECK(received_count == 1 && received[0].kind == RTCP_BYE);
        CHECK(received[0].sender_ssrc == info.ssrc && received[0].media_ssrc == 0);
        name[length] = 'n';
    }
    CHECK(rtcp_write_report(out, sizeof out, &info, 1, name, false) == 0);
}

static void a_report_that_does_not_fit_is_not_written(void)
{
    uint8_t whole[100];
    const size_t needed = rtcp_write_report(whole, sizeof whole, &info, 1, "name", true);
    for (size_t size = 0; size <= needed; size++) {
        uint8_t *out = exact_copy(whole, size);
        CHECK(rtcp_write_report(out, size, &info, 1, "name", true)
              == (size < needed ? 0 : needed));
        free(out);
    }
}

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

static void who_does_not_send_reports_as_a_receiver(void)
{
    /* RFC 3550 6.4.2 */
    struct rtcp_sender_info silent = info;
    silent.sends = false;
    static const uint8_t expected[] = {0x80, 201, 0, 1, 1, 2, 3, 4,
                                       0x81, 202, 0, 3, 1, 2, 3, 4, 1, 3, 'a', '@', 'b', 0, 0, 0};
    uint8_t out[100];
    CHECK(rtcp_write_report(out, sizeof out, &silent, 1, "a@b", false) == sizeof expected);
    CHECK(memcmp(out, expected, sizeof expected) == 0);
}

static void two_streams_share_a_report_a_name_and_a_goodbye(void)
{
    struct rtcp_sender_info both[2] = {info, info};
    both[1].ssrc = 5;
    uint8_t out[200];
    CHECK(rtcp_write_report(out, sizeof out, both, 2, "name", true) == 2 * 28 + 4 + 2 * 12 + 12);
    CHECK(out[1] == 200 && out[29] == 200 && out[28 + 7] == 5);
    CHECK(out[56] == 0x82 && out[57] == 202 && out[56 + 4 + 12 + 3] == 5);
    CHECK(out[84] == 0x82 && out[85] == 203 && out[84 + 11] == 5);
    CHECK(parse(out, 96) == 0 && received_count == 2 && received[1].sender_ssrc == 5);
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

static void a_fault_ends_the_reading_behind_what_was_told(void)
{
    uint8_t compound[12 + sizeof receiver_report] = {
        0x81, 206, 0, 2, 0xa0, 0, 0, 1, 1, 2, 3, 4,
    };
    memcpy(compound + 12, receiver_report, sizeof receiver_report);
    compound[12] = 0x83; /* one block more than there is room for */
    CHECK(parse(compound, sizeof compound) == -1);
    CHECK(received_count == 1 && received[0].kind == RTCP_PLI);
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
    RUN(a_sender_report_comes_with_the_name_and_the_goodbye);
    RUN(a_name_of_any_length_ends_with_a_null_on_a_word_boundary);
    RUN(a_report_that_does_not_fit_is_not_written);
    RUN(each_block_of_a_receiver_report_is_told);
    RUN(a_sender_report_has_blocks_too_behind_its_own_information);
    RUN(a_picture_request_may_stand_alone);
    RUN(a_full_intra_request_is_about_each_of_its_entries);
    RUN(each_item_of_a_nack_is_told);
    RUN(who_does_not_send_reports_as_a_receiver);
    RUN(two_streams_share_a_report_a_name_and_a_goodbye);
    RUN(other_packets_are_passed_over);
    RUN(a_truncated_packet_is_malformed);
    RUN(a_fault_ends_the_reading_behind_what_was_told);
    RUN(a_malformed_packet_is_refused);
    RUN(rtcp_is_told_from_rtp_by_its_second_octet);
    RUN(damaged_packets_do_no_harm);
    return check_result();
}
