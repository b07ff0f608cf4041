/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdio.h>
#include <string.h>

#include "command.h"

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
        const char *fault = command_take_target(word + (value - word), (enum medium)medium,
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

/* Returns NULL, or which value is out of its bounds. */
static const char *check_targets(const struct hubs *hubs, const struct sink_request *request)
{
    sa_family_t family = hubs->config.ip.storage.ss_family;
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        const struct leg_target *target = &request->targets[medium];
        if (!target->used)
            continue;
        if (target->rtp.storage.ss_family != family || target->rtcp.storage.ss_family != family)
            return "the address is of the other IP version than the hub's sockets";
        if (target->tap.length > 0
            && (target->tap.storage.ss_family != family || !address_is_loopback(&target->tap)))
            return "a tap is on this machine, and of the hub's IP version";
    }
    return NULL;
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
    fault = check_targets(hubs, &request);
    if (fault != NULL) {
        reply_error(reply, "range", fault);
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
