/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "hubs.h"

#include <string.h>

#include "clock.h"

void hubs_init(struct hubs *hubs, const struct hubs_config *config,
               const struct source_control *sources, void *sources_opaque)
{
    *hubs = (struct hubs){.config = *config, .sources = sources, .sources_opaque = sources_opaque};
    pthread_mutex_init(&hubs->command_lock, NULL);
    pthread_mutex_init(&hubs->lock, NULL);
    hubs->busy_at = clock_now();
}

void hubs_destroy(struct hubs *hubs)
{
    while (hubs->first != NULL)
        hubs_close(hubs, hubs->first->name);
    pthread_mutex_destroy(&hubs->lock);
    pthread_mutex_destroy(&hubs->command_lock);
}

static struct hub **find(struct hubs *hubs, const char *name)
{
    struct hub **place = &hubs->first;
    while (*place != NULL && strcmp((*place)->name, name) != 0)
        place = &(*place)->next;
    return place;
}

struct hub *hubs_find(struct hubs *hubs, const char *name)
{
    pthread_mutex_lock(&hubs->lock);
    struct hub *hub = *find(hubs, name);
    if (hub != NULL)
        hub_hold(hub);
    pthread_mutex_unlock(&hubs->lock);
    return hub;
}

struct hub *hubs_open(struct hubs *hubs, const char *name, const uint16_t wanted[MEDIUM_COUNT])
{
    struct hub *hub = hubs_find(hubs, name);
    if (hub != NULL) {
        hub_ask_for(hub);
        return hub;
    }
    const struct hubs_config *config = &hubs->config;
    struct hub_ports ports = {{wanted[MEDIUM_VIDEO], wanted[MEDIUM_AUDIO]}, config->first_port, config->last_port};
    hub = hub_new(name, &config->ip, &ports, config->first_lease_us);
    if (hub == NULL)
        return NULL;
    hub_limit(hub, &config->limits);
    pthread_mutex_lock(&hubs->lock);
    *find(hubs, name) = hub_hold(hub);
    pthread_mutex_unlock(&hubs->lock);
    return hub;
}

void hubs_close(struct hubs *hubs, const char *name)
{
    pthread_mutex_lock(&hubs->lock);
    struct hub **place = find(hubs, name), *hub = *place;
    if (hub != NULL)
        *place = hub->next;
    pthread_mutex_unlock(&hubs->lock);
    if (hub == NULL)
        return;
    /* Media first: closing a source can take its time. */
    hub_close(hub);
    hubs->sources->close(hubs->sources_opaque, hub);
    hub_release(hub);
}

void hubs_set_clients(struct hubs *hubs, int clients)
{
    pthread_mutex_lock(&hubs->command_lock);
    hubs->clients = clients;
    pthread_mutex_unlock(&hubs->command_lock);
}

bool hubs_end(struct hubs *hubs, int64_t now)
{
    for (struct hub *hub = hubs->first; hub != NULL; hub = hub->next)
        if (hub_is_busy(hub, now))
            return false;
    hubs->ending = true;
    return true;
}

static bool lapsed(struct hubs *hubs, struct hub *hub, int64_t now)
{
    hub_lock(hub);
    int64_t until = hub->lease_until;
    pthread_mutex_unlock(&hub->lock);
    return now >= until + hubs->config.orphan_us;
}

bool hubs_abandoned(struct hubs *hubs, int64_t now)
{
    bool any = false, all_lapsed = true;
    pthread_mutex_lock(&hubs->command_lock);
    for (struct hub *hub = hubs->first, *next; hub != NULL; hub = next) {
        next = hub->next;
        any = true;
        if (lapsed(hubs, hub, now))
            hubs_close(hubs, hub->name);
        else
            all_lapsed = false;
    }
    if (hubs->first != NULL || hubs->clients > 0)
        hubs->busy_at = now;
    bool abandoned = (any && all_lapsed) || now >= hubs->busy_at + hubs->config.orphan_us;
    hubs->ending = hubs->ending || abandoned;
    pthread_mutex_unlock(&hubs->command_lock);
    return abandoned;
}
