/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "limits.h"

#include <stddef.h>
#include <string.h>

#include "words.h"

static const struct {
    const char *name;
    size_t place;
    uint32_t least, most, usual;
    const char *bounds;
} all[] = {
    /* Leaves room for IP, UDP and RTP headers, SRTP's tag and a tunnel within 1500 octets. */
    {"payload=", offsetof(struct limits, payload), 200, 8900, 1200, "payload is 200 to 8900 octets"},
    /* 50 ms of a line of 2 Mbit/s, which has 200 kbit/s left for the sound after that. */
    {"burst=", offsetof(struct limits, burst), 1, 10000, 10, "burst is 1 to 10000 packets"},
    {"rate=", offsetof(struct limits, rate), 64, 10000000, 1800, "rate is 64 to 10000000 kbit/s"},
    {"catch-up=", offsetof(struct limits, catch_up), 0, 60000, 5000,
     "catch-up is 0 to 60000 milliseconds"},
    /* A key frame for a thousand viewers is some megabytes; the kernel cuts this down to what it
     * allows. */
    {"buffer=", offsetof(struct limits, buffer), 4096, 999999999, 4u << 20,
     "buffer is 4096 to 999999999 octets"},
    /* The reports of ten thousand viewers at the same moment; likewise. */
    {"receive-buffer=", offsetof(struct limits, receive), 4096, 999999999, 4u << 20,
     "receive-buffer is 4096 to 999999999 octets"},
    {"dscp=", offsetof(struct limits, dscp), 0, 63, 0, "dscp is 0 to 63"},
};

#define COUNT (sizeof all / sizeof *all)

static uint32_t *at(const struct limits *limits, size_t number)
{
    return (uint32_t *)((char *)limits + all[number].place);
}

void limits_init(struct limits *limits)
{
    for (size_t i = 0; i < COUNT; i++)
        *at(limits, i) = all[i].usual;
}

const char *limits_set(struct limits *limits, const char *word, const char **code)
{
    for (size_t i = 0; i < COUNT; i++) {
        const char *value = words_value(word, all[i].name);
        *code = "range";
        if (value != NULL)
            return words_number(value, all[i].least, all[i].most, at(limits, i)) == 0
                       ? NULL
                       : all[i].bounds;
    }
    *code = "syntax";
    return "a limit is payload=, burst=, rate=, catch-up=, buffer=, receive-buffer= or dscp= and a number";
}

void limits_describe(const struct limits *limits, struct reply *reply)
{
    for (size_t i = 0; i < COUNT; i++)
        reply_add(reply, " %s%u", all[i].name, *at(limits, i));
}
