/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "stand_in.h"

/* Every reply is one line of OK or ERR behind its data lines, whatever comes in. */
static bool is_well_formed(const struct reply *reply)
{
    if (reply->text == NULL || reply->text[reply->length - 1] != '\n')
        return false;
    const char *line = reply->text;
    for (const char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        bool last = end[1] == '\0',
             status = strncmp(line, "OK", 2) == 0 || strncmp(line, "ERR ", 4) == 0;
        if (last != status)
            return false;
    }
    return true;
}

static void hostile_lines_get_an_orderly_reply(void)
{
    static const char *const words[] = {
        "hub",
        "sink",
        "source",
        "open",
        "close",
        "list",
        "stats",
        "lease",
        "reports",
        "127.0.0.1:9",
        "0123456789abcdef",
        "every=100",
        "add",
        "del",
        "pause",
        "resume",
        "state",
        "play",
        "seek",
        "h",
        "1",
        "30",
        "start=play",
        "start=gop",
        "repeat=no",
        "cache=3",
        "mrl=/a",
        "chain=#fanout{hub=h,codec=vp8}",
        "",
        "video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a",
        "audio=127.0.0.1:5000,codec=pcmu,pt=0,ssrc=0000000b,rtcp=mux",
        "chain=#duplicate{dst=gate{",
        "{{{{",
        "=,=,:",
        "%n%s%s",
        "\x01",
        "\xff",
        "99999999999"};
    unsigned seed = 1;
    for (int i = 0; i < 200000; i++) {
        char line[600] = "";
        int count = rand_r(&seed) % 8;
        for (int word = 0; word < count; word++) {
            strcat(line, word > 0 ? " " : "");
            strcat(line, words[(unsigned)rand_r(&seed) % (sizeof words / sizeof *words)]);
        }
        size_t length = strlen(line);
        if (rand_r(&seed) % 4 == 0 && length > 0)
            line[(unsigned)rand_r(&seed) % length] = (char)(rand_r(&seed) % 256);
        struct reply reply = {0};
        command_execute(&hubs, line, &reply);
        CHECK(is_well_formed(&reply));
        reply_clear(&reply);
    }
}

int main(void)
{
    RUN_WITH_HUBS(hostile_lines_get_an_orderly_reply);
    return check_result();
}
