/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "media_reports.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "hub.h"

/* Between datagrams of one round, in microseconds. */
#define GAP_MAX 10000

/* Datagrams of one turn at most, where earlier turns came late. */
#define TURN_MAX 16

void media_reports_init(struct media_reports *reports)
{
    *reports = (struct media_reports){.fd = -1};
}

bool media_reports_is_token(const char *word)
{
    size_t length = strlen(word);
    return length >= REPORT_TOKEN_MIN && length < REPORT_TOKEN_SIZE && words_is_name(word)
           && strpbrk(word, "_.-") == NULL;
}

int media_reports_start(struct hub *hub, const struct address *to, const char *token,
                        int64_t interval)
{
    struct media_reports *reports = &hub->media_reports;
    bool same = reports->fd >= 0 && address_equal(&reports->to, to)
                && strcmp(reports->token, token) == 0 && reports->interval == interval;
    if (same)
        return 0;
    int fd = socket(to->storage.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    media_reports_stop(reports);
    *reports = (struct media_reports){.fd = fd, .to = *to, .interval = interval};
    snprintf(reports->token, sizeof reports->token, "%s", token);
    return 0;
}

void media_reports_stop(struct media_reports *reports)
{
    if (reports->fd >= 0)
        close(reports->fd);
    media_reports_init(reports);
}

static void add_header(struct hub *hub, int64_t now, struct reply *text)
{
    reply_add(text, "sipcast-report 1 hub=%s vlc=%ld token=%s time=%" PRId64 " source-age=", hub->name,
              (long)getpid(), hub->media_reports.token, clock_unix_ms());
    int64_t age = hub_source_age(hub, now);
    if (age >= 0)
        reply_add(text, "%" PRId64 "\n", age / 1000);
    else
        reply_add(text, "-\n");
}

static void send_text(struct media_reports *reports, struct reply *text)
{
    if (text->text != NULL)
        sendto(reports->fd, text->text, text->length, MSG_DONTWAIT,
               (const struct sockaddr *)&reports->to.storage, reports->to.length);
    reply_clear(text);
}

/* Sends as many sinks as fit into one datagram, each with all of its media, and remembers where to
 * go on. */
static void send_some(struct hub *hub, int64_t now)
{
    struct media_reports *reports = &hub->media_reports;
    struct reply text = {NULL, 0, 0};
    add_header(hub, now, &text);
    struct sink *sink = reports->next;
    for (; sink != NULL; sink = sink->next) {
        size_t before = text.length;
        sink_list(sink, now, &text);
        if (text.length > REPORT_MAX) {
            text.length = before;
            break;
        }
    }
    reports->next = sink;
    reports->under_way = sink != NULL;
    send_text(reports, &text);
}

/* Whoever has let the lease end may be gone, and his port another's. */
static bool are_wanted(const struct hub *hub, int64_t now)
{
    return hub->media_reports.fd >= 0 && hub->lease_until > now;
}

void media_reports_send_one(struct hub *hub, const struct sink *sink, int64_t now)
{
    if (!are_wanted(hub, now))
        return;
    struct reply text = {NULL, 0, 0};
    add_header(hub, now, &text);
    sink_list(sink, now, &text);
    send_text(&hub->media_reports, &text);
}

static int64_t count_sinks(const struct hub *hub)
{
    int64_t count = 0;
    for (const struct sink *sink = hub->sinks.first; sink != NULL; sink = sink->next)
        count++;
    return count;
}

int64_t media_reports_send_due(struct hub *hub, int64_t now)
{
    struct media_reports *reports = &hub->media_reports;
    if (!are_wanted(hub, now))
        return INT64_MAX;
    if (now < reports->next_at)
        return reports->next_at;
    if (!reports->under_way) {
        reports->round_at = now + reports->interval;
        int64_t gap = reports->interval / 2 / (count_sinks(hub) + 1);
        reports->gap = gap < GAP_MAX ? gap : GAP_MAX;
        reports->next = hub->sinks.first;
        reports->next_at = now;
    }
    reports->under_way = true;
    for (int sent = 0; sent < TURN_MAX && reports->under_way && reports->next_at <= now; sent++) {
        send_some(hub, now);
        reports->next_at = reports->under_way ? reports->next_at + reports->gap : reports->round_at;
    }
    if (reports->next_at <= now)
        reports->next_at = now + reports->gap;
    return reports->next_at;
}

void media_reports_skip(struct hub *hub, const struct sink *sink)
{
    struct media_reports *reports = &hub->media_reports;
    if (reports->next != sink)
        return;
    reports->next = sink->next;
    if (sink->next == NULL) {
        reports->under_way = false;
        reports->next_at = reports->round_at;
    }
}
