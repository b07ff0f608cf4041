/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "words.h"

#include <string.h>

#include "address.h"
#include "check.h"
#include "mrl.h"

static void a_name_has_1_to_64_harmless_characters(void)
{
    char longest[66];
    memset(longest, 'a', 65);
    longest[65] = '\0';
    CHECK(!words_is_name(longest));
    longest[64] = '\0';
    CHECK(words_is_name(longest));
    CHECK(words_is_name("a") && words_is_name("0.b-C_d"));
    CHECK(!words_is_name("") && !words_is_name(".a") && !words_is_name("a b")
          && !words_is_name("a/b"));
    CHECK(!words_is_name("a}") && !words_is_name("\xc3\xa4") && !words_is_name(NULL));
}

static void words_are_separated_by_single_blanks(void)
{
    char line[] = "one two  three";
    char *rest = line;
    CHECK(strcmp(words_next(&rest), "one") == 0);
    CHECK(strcmp(words_next(&rest), "two") == 0);
    CHECK(words_next(&rest) == NULL);
    char trailing[] = "one ";
    rest = trailing;
    CHECK(strcmp(words_next(&rest), "one") == 0 && rest != NULL);
    CHECK(words_next(&rest) == NULL);
}

static void a_number_is_decimal_and_within_its_bounds(void)
{
    uint32_t number;
    CHECK(words_number("0", 0, 10, &number) == 0 && number == 0);
    CHECK(words_number("4294967295", 0, UINT32_MAX, &number) == 0 && number == UINT32_MAX);
    CHECK(words_number("4294967296", 0, UINT32_MAX, &number) != 0);
    CHECK(words_number("99999999999999999999", 0, UINT32_MAX, &number) != 0);
    CHECK(words_number("", 0, 10, &number) != 0 && words_number("-1", 0, 10, &number) != 0);
    CHECK(words_number("01", 0, 10, &number) != 0 && words_number("+1", 0, 10, &number) != 0);
    CHECK(words_number("11", 0, 10, &number) != 0 && words_number("1", 2, 10, &number) != 0);
}

static void an_ssrc_has_exactly_eight_digits(void)
{
    uint32_t number;
    CHECK(words_hex8("00c0FFee", &number) == 0 && number == 0x00c0ffee);
    CHECK(words_hex8("c0ffee", &number) != 0 && words_hex8("0x00c0ff", &number) != 0);
    CHECK(words_hex8("00c0ffee0", &number) != 0);
}

static void an_address_is_an_ip_literal_with_a_port(void)
{
    struct address address;
    CHECK(address_parse("192.0.2.1:5004", &address) == 0 && address_port(&address) == 5004);
    CHECK(address_parse("[2001:db8::1]:5004", &address) == 0
          && address.storage.ss_family == AF_INET6);
    CHECK(address_parse("2001:db8::1:5004", &address) != 0);
    CHECK(address_parse("[192.0.2.1]:5004", &address) != 0);
    CHECK(address_parse("localhost:5004", &address) != 0);
    CHECK(address_parse("192.0.2.1:0", &address) != 0
          && address_parse("192.0.2.1:65536", &address) != 0);
    CHECK(address_parse("192.0.2.1", &address) != 0 && address_parse("", &address) != 0);
    CHECK(address_parse(":1", &address) != 0 && address_parse("[]:1", &address) != 0
          && address_parse("[:1", &address) != 0);
}

static void an_mrl_names_media_and_nothing_else(void)
{
    CHECK(mrl_is_allowed("/srv/film.mp4") && mrl_is_allowed("file:///srv/film.mp4"));
    CHECK(mrl_is_allowed("https://example.org/a.m3u8?b=c&d=%20")
          && mrl_is_allowed("udp://@239.0.0.1:1234"));
    CHECK(!mrl_is_allowed("vlc://quit") && !mrl_is_allowed("fd://0")
          && !mrl_is_allowed("film.mp4"));
    CHECK(!mrl_is_allowed("") && !mrl_is_allowed("/a b") && !mrl_is_allowed("/a\"b")
          && !mrl_is_allowed("/a'b"));
    CHECK(!mrl_is_allowed("/a\\b") && !mrl_is_allowed("/a\nb") && !mrl_is_allowed("/\xc3\xa4"));
}

int main(void)
{
    RUN(a_name_has_1_to_64_harmless_characters);
    RUN(words_are_separated_by_single_blanks);
    RUN(a_number_is_decimal_and_within_its_bounds);
    RUN(an_ssrc_has_exactly_eight_digits);
    RUN(an_address_is_an_ip_literal_with_a_port);
    RUN(an_mrl_names_media_and_nothing_else);
    return check_result();
}
