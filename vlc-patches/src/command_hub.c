/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <inttypes.h>
#include <string.h>

#include "command.h"

static struct source_status source_status(struct hubs *hubs, struct hub *hub)
{
    struct source_status status;
    hubs->sources->get(hubs->sources_opaque, hub, &status);
    return status;
}

/* Reads `video=PORT audio=PORT`, which may be left out. Returns NULL, or what is wrong. */
static const char *take_ports(const struct hubs *hubs, char *rest, uint16_t wanted[MEDIUM_COUNT])
{
    if (rest == NULL)
        return NULL;
    const char *video = words_value(words_next(&rest), "video=");
    const char *values[MEDIUM_COUNT] = {video, words_value(words_next(&rest), "audio=")};
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        uint32_t port;
        if (values[medium] == NULL || rest != NULL
            || words_number(values[medium], hubs->config.first_port, hubs->config.last_port - 1u, &port) != 0
            || port % 2 != 0)
            return "hub open HUB [video=PORT audio=PORT], even ones of this VLC's range";
        wanted[medium] = (uint16_t)port;
    }
    return NULL;
}

static void open_hub(struct hubs *hubs, char *rest, struct reply *reply)
{
    const char *name = command_take_name(&rest, reply);
    if (name == NULL)
        return;
    uint16_t wanted[MEDIUM_COUNT] = {0};
    const char *fault = take_ports(hubs, rest, wanted);
    if (fault != NULL) {
        reply_error(reply, "syntax", fault);
        return;
    }
    struct hub *hub = hubs_open(hubs, name, wanted);
    if (hub == NULL) {
        reply_error(reply, "ports", "no pair of media ports is free, or not the one that is wanted");
        return;
    }
    reply_add(reply, "OK video=%u audio=%u\n", hub->ports[MEDIUM_VIDEO].port,
              hub->ports[MEDIUM_AUDIO].port);
    hub_release(hub);
}

static void lease_hub(struct hubs *hubs, char *rest, struct reply *reply)
{
    struct hub *hub = command_take_hub(hubs, &rest, reply);
    if (hub == NULL)
        return;
    const char *word = words_next(&rest);
    uint32_t seconds;
    if (word == NULL)
        reply_error(reply, "syntax", "hub lease HUB SECONDS");
    else if (command_ends(rest, reply)) {
        if (words_number(word, 1, 3600, &seconds) != 0)
            reply_error(reply, "range", "a lease has 1 to 3600 seconds");
        else {
            hub_lease(hub, (int64_t)seconds * 1000000);
            reply_add(reply, "OK\n");
        }
    }
    hub_release(hub);
}

/* Reads IP:PORT TOKEN every=MS. Returns NULL, or what is wrong; *code is the error's code then. */
static const char *take_reports(char *rest, struct address *to, const char **token,
                                uint32_t *every_ms, const char **code)
{
    *code = "syntax";
    const char *where = words_next(&rest);
    *token = words_next(&rest);
    const char *every = words_value(words_next(&rest), "every=");
    if (where == NULL || *token == NULL || every == NULL || rest != NULL)
        return "hub reports HUB IP:PORT TOKEN every=MS";
    if (address_parse(where, to) != 0)
        return "an address is an IP literal and a port, IPv6 in brackets";
    if (!media_reports_is_token(*token))
        return "a token has 16 to 64 letters and digits";
    *code = "range";
    if (!address_is_loopback(to))
        return "reports go to this machine only";
    if (words_number(every, 100, 60000, every_ms) != 0)
        return "reports come every 100 to 60000 milliseconds";
    return NULL;
}

static void report_hub(struct hubs *hubs, char *rest, struct reply *reply)
{
    struct hub *hub = command_take_hub(hubs, &rest, reply);
    if (hub == NULL)
        return;
    struct address to;
    const char *token, *code;
    uint32_t every_ms;
    const char *fault = take_reports(rest, &to, &token, &every_ms, &code);
    if (fault != NULL)
        reply_error(reply, code, fault);
    else if (hub_report(hub, &to, token, (int64_t)every_ms * 1000) != 0)
        reply_error(reply, "vlc", "no socket for reports");
    else
        reply_add(reply, "OK\n");
    hub_release(hub);
}

static void limit_hub(struct hubs *hubs, char *rest, struct reply *reply)
{
    struct hub *hub = command_take_hub(hubs, &rest, reply);
    if (hub == NULL)
        return;
    command_limits(hub, rest, reply);
    hub_release(hub);
}

static void close_hub(struct hubs *hubs, char *rest, struct reply *reply)
{
    const char *name = command_take_name(&rest, reply);
    if (name == NULL || !command_ends(rest, reply))
        return;
    hubs_close(hubs, name);
    reply_add(reply, "OK\n");
}

static void add_source_age(const struct hub_stats *stats, struct reply *reply)
{
    if (stats->source_age >= 0)
        reply_add(reply, " source-age=%" PRId64, stats->source_age / 1000);
    else
        reply_add(reply, " source-age=-");
}

static void list_hubs(struct hubs *hubs, char *rest, struct reply *reply)
{
    if (!command_ends(rest, reply))
        return;
    for (struct hub *hub = hubs->first; hub != NULL; hub = hub->next) {
        struct hub_stats stats;
        hub_get_stats(hub, &stats);
        struct source_status source = source_status(hubs, hub);
        reply_add(reply, "hub %s source=%s sinks=%u lease=%" PRId64 " position=%" PRId64, hub->name,
                  source_state_name(source.state), stats.sinks, stats.lease_ms, source.position_ms);
        add_source_age(&stats, reply);
        reply_add(reply, "\n");
    }
    reply_add(reply, "OK\n");
}

static void add_branches(struct hub *hub, struct reply *reply)
{
    const char *separator = "";
    for (int codec = 0; codec < CODEC_COUNT; codec++)
        if (atomic_load(&hub->branches[codec]) > 0) {
            reply_add(reply, "%s%s", separator, codec_name((enum codec)codec));
            separator = ",";
        }
}

static void show_stats(struct hubs *hubs, char *rest, struct reply *reply)
{
    struct hub *hub = command_take_hub(hubs, &rest, reply);
    if (hub == NULL)
        return;
    if (command_ends(rest, reply)) {
        struct hub_stats stats;
        hub_get_stats(hub, &stats);
        reply_add(reply, "OK source=%s branches=", source_state_name(source_status(hubs, hub).state));
        add_branches(hub, reply);
        reply_add(reply,
                  " sinks=%u lease=%" PRId64 " packets=%" PRIu64 " octets=%" PRIu64
                  " syscalls=%" PRIu64 " drops=%" PRIu64 " keyframes=%" PRIu64,
                  stats.sinks, stats.lease_ms, stats.counters.packets, stats.counters.octets,
                  stats.counters.syscalls, stats.counters.drops, stats.keyframes);
        add_source_age(&stats, reply);
        reply_add(reply, "\n");
    }
    hub_release(hub);
}

void command_hub(struct hubs *hubs, const char *verb, char *rest, struct reply *reply)
{
    if (strcmp(verb, "open") == 0)
        open_hub(hubs, rest, reply);
    else if (strcmp(verb, "lease") == 0)
        lease_hub(hubs, rest, reply);
    else if (strcmp(verb, "reports") == 0)
        report_hub(hubs, rest, reply);
    else if (strcmp(verb, "limits") == 0)
        limit_hub(hubs, rest, reply);
    else if (strcmp(verb, "close") == 0)
        close_hub(hubs, rest, reply);
    else if (strcmp(verb, "list") == 0)
        list_hubs(hubs, rest, reply);
    else if (strcmp(verb, "stats") == 0)
        show_stats(hubs, rest, reply);
    else
        command_unknown(reply);
}
