/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdio.h>
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

/* RTCP goes to the next port unless told otherwise (RFC 3550 11). */
static int take_rtcp(const char *part, struct leg_target *out)
{
    out->rtcp = out->rtp;
    if (part == NULL) {
        if (address_port(&out->rtp) == 65535)
            return -1;
        address_set_port(&out->rtcp, (uint16_t)(address_port(&out->rtp) + 1));
        return 0;
    }
    const char *value = words_value(part, "rtcp=");
    uint32_t port;
    if (value == NULL)
        return -1;
    out->mux = strcmp(value, "mux") == 0;
    if (out->mux)
        return 0;
    if (words_number(value, 1, 65535, &port) != 0)
        return -1;
    address_set_port(&out->rtcp, (uint16_t)port);
    return 0;
}

/* Reads codec=C, and how it is to be cut if the part behind the SSRC says so; that part is taken
 * then. Returns a codec, or -1. */
static int take_codec(const char *word, enum medium medium, char **part, char **rest)
{
    int codec = codec_by_name(word);
    if (codec < 0 || codec_medium((enum codec)codec) != medium
        || codec_plain((enum codec)codec) != (enum codec)codec)
        return -1;
    if (words_value(*part, "mode=") == NULL && words_value(*part, "ptime=") == NULL)
        return codec;
    codec = codec_cut((enum codec)codec, *part);
    *part = next_part(rest);
    return codec;
}

/* Reads IP:PORT,codec=C,pt=N,ssrc=HEX8[,mode=M|,ptime=MS][,rtcp=PORT|mux]. Returns NULL, or what is
 * wrong. */
static const char *take_target(char *value, enum medium medium, struct leg_target *out)
{
    const char *where = next_part(&value);
    const char *codec_word = words_value(next_part(&value), "codec=");
    const char *type = words_value(next_part(&value), "pt=");
    const char *ssrc = words_value(next_part(&value), "ssrc=");
    uint32_t payload_type;
    if (codec_word == NULL || type == NULL || ssrc == NULL)
        return "a medium is IP:PORT,codec=C,pt=N,ssrc=HEX8[,mode=M|,ptime=MS][,rtcp=PORT|mux]";
    if (address_parse(where, &out->rtp) != 0)
        return "an address is an IP literal and a port, IPv6 in brackets";
    char *part = next_part(&value);
    int codec = take_codec(codec_word, medium, &part, &value);
    if (codec < 0)
        return "no such codec for this medium, or it is not sent in such packets";
    /* 72 to 76 would look like RTCP (RFC 3550 12.1). */
    if (words_number(type, 0, 127, &payload_type) != 0
        || (payload_type >= 72 && payload_type <= 76))
        return "a payload type is 0 to 127, without 72 to 76";
    if (words_hex8(ssrc, &out->ssrc) != 0)
        return "an SSRC has eight hexadecimal digits";
    if (take_rtcp(part, out) != 0 || value != NULL)
        return "rtcp is a port or mux, and comes last";
    out->used = true;
    out->codec = (enum codec)codec;
    out->payload_type = (uint8_t)payload_type;
    return NULL;
}

static int take_start(const char *value, enum leg_start *out)
{
    static const char *const names[] = {
        [START_GOP] = "gop", [START_KEY] = "key", [START_NOW] = "now"};
    for (int start = START_GOP; start <= START_NOW; start++)
        if (strcmp(value, names[start]) == 0) {
            *out = (enum leg_start)start;
            return 0;
        }
    return -1;
}

/* Takes the words behind ID, in the README's order. Returns NULL, or what is wrong. */
static const char *take_request(char *rest, struct sink_request *out)
{
    static const char *const prefixes[] = {"video=", "audio="};
    char *word = words_next(&rest);
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        const char *value = words_value(word, prefixes[medium]);
        if (value == NULL)
            continue;
        const char *fault = take_target(word + (value - word), (enum medium)medium,
                                        &out->targets[medium]);
        if (fault != NULL)
            return fault;
        word = words_next(&rest);
    }
    if (word != NULL) {
        const char *value = words_value(word, "start=");
        if (value == NULL || take_start(value, &out->start) != 0)
            return "after the media only start=gop, start=key or start=now may follow, then paused";
        word = words_next(&rest);
    }
    if (word != NULL) {
        if (strcmp(word, "paused") != 0)
            return "after start= only paused may follow";
        out->paused = true;
    }
    if (rest != NULL)
        return "too many words, or blanks in the wrong place";
    if (!out->targets[MEDIUM_VIDEO].used && !out->targets[MEDIUM_AUDIO].used)
        return "a sink has video or audio or both";
    return NULL;
}

static bool same_family(const struct hubs *hubs, const struct sink_request *request)
{
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        if (request->targets[medium].used
            && request->targets[medium].rtp.storage.ss_family != hubs->config.ip.storage.ss_family)
            return false;
    return true;
}

static void add_sink(struct hubs *hubs, struct hub *hub, const char *id, char *rest,
                     struct reply *reply)
{
    struct sink_request request = {.start = START_GOP};
    snprintf(request.id, sizeof request.id, "%s", id);
    const char *fault = take_request(rest, &request);
    if (fault != NULL) {
        reply_error(reply, "syntax", fault);
        return;
    }
    if (!same_family(hubs, &request)) {
        reply_error(reply, "range",
                    "the address is of the other IP version than the hub's sockets");
        return;
    }
    int result = hub_add_sink(hub, &request);
    if (result == 0)
        reply_add(reply, "OK\n");
    else
        reply_error(reply, result == -1 ? "range" : "vlc",
                    result == -1 ? "the sink exists with other codecs or SSRCs" : "out of memory");
}

static void absent(struct reply *reply)
{
    reply_error(reply, "nosink", "no such sink");
}

static void pause_sink(struct hub *hub, const char *id, bool paused, struct reply *reply)
{
    if (hub_pause_sink(hub, id, paused) == 0)
        reply_add(reply, "OK\n");
    else
        absent(reply);
}

static void delete_sink(struct hub *hub, const char *id, struct reply *reply)
{
    reply_add(reply, "OK");
    reply_add(reply, hub_delete_sink(hub, id, reply) == 0 ? "\n" : " absent\n");
}

static void list_sinks(struct hub *hub, const char *id, struct reply *reply)
{
    if (hub_list_sinks(hub, id, reply) == 0)
        reply_add(reply, "OK\n");
    else
        absent(reply);
}

static void on_sink(struct hubs *hubs, struct hub *hub, const char *verb, char *rest,
                    struct reply *reply)
{
    bool list = strcmp(verb, "list") == 0;
    const char *id = list && rest == NULL ? NULL : command_take_name(&rest, reply);
    if (id == NULL && !list)
        return;
    if (strcmp(verb, "add") == 0)
        add_sink(hubs, hub, id, rest, reply);
    else if (reply->length > 0 || !command_ends(rest, reply))
        return;
    else if (list)
        list_sinks(hub, id, reply);
    else if (strcmp(verb, "del") == 0)
        delete_sink(hub, id, reply);
    else
        pause_sink(hub, id, strcmp(verb, "pause") == 0, reply);
}

void command_sink(struct hubs *hubs, const char *verb, char *rest, struct reply *reply)
{
    static const char *const verbs[] = {"add", "pause", "resume", "del", "list"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verb, verbs[i]) == 0) {
            struct hub *hub = command_take_hub(hubs, &rest, reply);
            if (hub == NULL)
                return;
            on_sink(hubs, hub, verb, rest, reply);
            hub_release(hub);
            return;
        }
    command_unknown(reply);
}
