/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "command.h"

/* Cuts the next part off a comma separated value. */
static char *next_part(char **rest)
{
    char *part = *rest;
    if (part == NULL)
        return NULL;
    char *comma = strchr(part, ',');
    *rest = comma != NULL ? comma + 1 : NULL;
    if (comma != NULL)
        *comma = '\0';
    return part;
}

/* 72 to 76 would look like RTCP (RFC 3550 12.1). */
static int take_type(const char *word, uint8_t *out)
{
    uint32_t number;
    if (words_number(word, 0, 127, &number) != 0 || (number >= 72 && number <= 76))
        return -1;
    *out = (uint8_t)number;
    return 0;
}

static int take_cut(const char *part, struct leg_target *out)
{
    int codec = codec_cut(out->codec, part);
    if (codec < 0)
        return -1;
    out->codec = (enum codec)codec;
    return 0;
}

static int take_rtcp(const char *part, struct leg_target *out)
{
    const char *value = words_value(part, "rtcp=");
    uint32_t port;
    out->mux = strcmp(value, "mux") == 0;
    out->rtcp = out->rtp;
    if (out->mux)
        return 0;
    if (words_number(value, 1, 65535, &port) != 0)
        return -1;
    address_set_port(&out->rtcp, (uint16_t)port);
    return 0;
}

static int take_nack(const char *part, struct leg_target *out)
{
    out->nack = true;
    return strcmp(part, "nack=yes") == 0 ? 0 : -1;
}

/* PT:HEX8. Payload type 0 is PCMU's for ever (RFC 3551 6), and one stream can't be two. */
static int take_rtx(const char *part, struct leg_target *out)
{
    const char *value = words_value(part, "rtx="), *colon = strchr(value, ':');
    char type[4] = "";
    if (colon == NULL || (size_t)(colon - value) >= sizeof type)
        return -1;
    memcpy(type, value, (size_t)(colon - value));
    out->nack = true;
    if (take_type(type, &out->rtx_type) != 0 || words_hex8(colon + 1, &out->rtx_ssrc) != 0)
        return -1;
    return out->rtx_type == 0 || out->rtx_type == out->payload_type || out->rtx_ssrc == out->ssrc ? -1 : 0;
}

static int take_latch(const char *part, struct leg_target *out)
{
    const char *value = words_value(part, "latch=");
    bool any = strcmp(value, "any") == 0;
    out->latch = any ? LATCH_ANY : LATCH_ADDRESS;
    return any || strcmp(value, "address") == 0 ? 0 : -1;
}

/* The payload type of telephone events (RFC 4733), which are in the sound. */
static int take_events(const char *part, struct leg_target *out)
{
    out->events = true;
    return codec_medium(out->codec) == MEDIUM_AUDIO
                   && take_type(words_value(part, "events="), &out->events_type) == 0
                   && out->events_type != out->payload_type
               ? 0
               : -1;
}

static int take_tap(const char *part, struct leg_target *out)
{
    return address_parse(words_value(part, "tap="), &out->tap);
}

/* SEQ:BASE or SEQ:BASE:SEQ, as `sink list` tells it. */
static int take_from(const char *part, struct leg_target *out)
{
    char text[32], *rest = text;
    const char *value = words_value(part, "from=");
    if (strlen(value) >= sizeof text)
        return -1;
    strcpy(text, value);
    const char *sequence = strsep(&rest, ":"), *base = strsep(&rest, ":"), *rtx = rest;
    uint32_t numbers[3] = {0};
    if (base == NULL || words_number(sequence, 0, 65535, &numbers[0]) != 0
        || words_number(base, 0, UINT32_MAX, &numbers[1]) != 0
        || (rtx != NULL && words_number(rtx, 0, 65535, &numbers[2]) != 0))
        return -1;
    out->from = (struct leg_position){true, (uint16_t)numbers[0], numbers[1], (uint16_t)numbers[2]};
    return 0;
}

/** What may follow the SSRC: each once, in any order. */
static const struct {
    const char *prefix;
    int (*take)(const char *part, struct leg_target *out);
    const char *fault;
} options[] = {
    {"mode=", take_cut, "this codec is not sent in such packets"},
    {"ptime=", take_cut, "this codec is not sent in such packets"},
    {"nack=", take_nack, "nack is yes, or left out"},
    {"rtx=", take_rtx, "rtx is PT:HEX8, both others than those of the medium itself"},
    {"latch=", take_latch, "latch is address or any, or left out"},
    {"events=", take_events, "events is a payload type of sound, another than the medium's own"},
    {"tap=", take_tap, "tap is an IP literal and a port, IPv6 in brackets"},
    {"from=", take_from, "from is SEQ:BASE or SEQ:BASE:SEQ"},
    {"rtcp=", take_rtcp, "rtcp is a port or mux"},
};

#define OPTIONS (sizeof options / sizeof *options)

static const char *take_option(const char *part, struct leg_target *out, unsigned *taken)
{
    for (unsigned i = 0; i < OPTIONS; i++) {
        if (words_value(part, options[i].prefix) == NULL)
            continue;
        if ((*taken & 1u << i) != 0)
            return "an option of a medium comes twice";
        *taken |= 1u << i;
        return options[i].take(part, out) == 0 ? NULL : options[i].fault;
    }
    return "a medium has no such option";
}

/* RTCP goes to the next port unless told otherwise (RFC 3550 11). */
static const char *complete(struct leg_target *out)
{
    out->used = true;
    if (out->rtcp.length > 0)
        return NULL;
    if (address_port(&out->rtp) == 65535)
        return "there is no port for RTCP behind 65535";
    out->rtcp = out->rtp;
    address_set_port(&out->rtcp, (uint16_t)(address_port(&out->rtp) + 1));
    return NULL;
}

static int take_codec(const char *word, enum medium medium, struct leg_target *out)
{
    int codec = codec_by_name(word);
    if (codec < 0 || codec_medium((enum codec)codec) != medium
        || codec_plain((enum codec)codec) != (enum codec)codec)
        return -1;
    out->codec = (enum codec)codec;
    return 0;
}

const char *command_take_target(char *value, enum medium medium, struct leg_target *out)
{
    const char *where = next_part(&value);
    const char *codec = words_value(next_part(&value), "codec=");
    const char *type = words_value(next_part(&value), "pt=");
    const char *ssrc = words_value(next_part(&value), "ssrc=");
    if (codec == NULL || type == NULL || ssrc == NULL)
        return "a medium is IP:PORT,codec=C,pt=N,ssrc=HEX8, and its options";
    if (address_parse(where, &out->rtp) != 0)
        return "an address is an IP literal and a port, IPv6 in brackets";
    if (take_codec(codec, medium, out) != 0)
        return "no such codec for this medium";
    if (take_type(type, &out->payload_type) != 0)
        return "a payload type is 0 to 127, without 72 to 76";
    if (words_hex8(ssrc, &out->ssrc) != 0)
        return "an SSRC has eight hexadecimal digits";
    unsigned taken = 0;
    while (value != NULL) {
        const char *fault = take_option(next_part(&value), out, &taken);
        if (fault != NULL)
            return fault;
    }
    return complete(out);
}
