/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "rtcp_reading.h"

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

int main(void)
{
    RUN(a_sender_report_comes_with_the_name_and_the_goodbye);
    RUN(a_name_of_any_length_ends_with_a_null_on_a_word_boundary);
    RUN(a_report_that_does_not_fit_is_not_written);
    RUN(who_does_not_send_reports_as_a_receiver);
    RUN(two_streams_share_a_report_a_name_and_a_goodbye);
    return check_result();
}
