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

/* Cuts what begins with a mark off the end of a text; NULL if it has no such mark. */
static char *cut_at(char *text, char mark)
{
    char *at = strchr(text, mark);
    if (at != NULL)
        *at++ = '\0';
    return at;
}

/* SEQ:BASE or SEQ:BASE:SEQ */
static int take_position(char *text, struct leg_position *out)
{
    const char *sequence = strsep(&text, ":"), *base = strsep(&text, ":"), *rtx = text;
    uint32_t numbers[3] = {0};
    if (base == NULL || words_number(sequence, 0, 65535, &numbers[0]) != 0
        || words_number(base, 0, UINT32_MAX, &numbers[1]) != 0
        || (rtx != NULL && words_number(rtx, 0, 65535, &numbers[2]) != 0))
        return -1;
    *out = (struct leg_position){true, (uint16_t)numbers[0], numbers[1], (uint16_t)numbers[2]};
    return 0;
}

/* Where a stream was, and `@IP:PORT` and `+IP:PORT` if RTP and RTCP went to where the viewer sent from, as `sink list` tells it. All else
 * is known by then. If he sends from elsewhere by now they move once more. */
static const char *take_from(char *value, struct leg_target *out)
{
    char *rtcp = cut_at(value, '+'), *rtp = cut_at(value, '@');
    if (take_position(value, &out->from) != 0)
        return "from is SEQ:BASE or SEQ:BASE:SEQ, and where media went";
    if (((rtp != NULL || rtcp != NULL) && out->latch == LATCH_NO) || (rtcp != NULL && out->mux))
        return "without latch media go to where it is said, and RTCP that shares a port goes with them";
    leg_note_asked(out);
    if ((rtp != NULL && address_parse(rtp, &out->rtp) != 0)
        || (rtcp != NULL && address_parse(rtcp, &out->rtcp) != 0))
        return "media went to an IP literal and a port, IPv6 in brackets";
    return NULL;
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
    char *from = NULL;
    while (value != NULL) {
        char *part = next_part(&value), *place = strncmp(part, "from=", 5) == 0 ? part + 5 : NULL;
        const char *fault = place == NULL  ? take_option(part, out, &taken)
                            : from != NULL ? "an option of a medium comes twice"
                                           : NULL;
        if (fault != NULL)
            return fault;
        from = place != NULL ? place : from;
    }
    const char *fault = complete(out);
    return fault == NULL && from != NULL ? take_from(from, out) : fault;
}
