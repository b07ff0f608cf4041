/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_STAND_IN_H
#define SIPCAST_STAND_IN_H

/* Hubs whose sources are played by nobody, for the tests of commands. */

#include <stdlib.h>

#include "check.h"
#include "command.h"
#include "viewer.h"

static struct hubs hubs;
static int opened, closed;
static int answer_to_open; /* of the stand-in */

static int stand_in_open(void *opaque, struct hub *hub, const struct source_request *request)
{
    (void)opaque;
    (void)request;
    if (answer_to_open != 0)
        return answer_to_open;
    opened++;
    hub->source = hub;
    return 0;
}

static int stand_in_act(void *opaque, struct hub *hub)
{
    (void)opaque;
    return hub->source != NULL ? 0 : -1;
}

static int stand_in_seek(void *opaque, struct hub *hub, uint32_t seconds)
{
    return seconds > 0 ? stand_in_act(opaque, hub) : -1;
}

static void stand_in_get(void *opaque, struct hub *hub, struct source_status *out)
{
    (void)opaque;
    *out = (struct source_status){hub->source != NULL ? SOURCE_OPEN : SOURCE_NONE, 1500, 60000};
}

static void stand_in_close(void *opaque, struct hub *hub)
{
    (void)opaque;
    closed += hub->source != NULL;
    hub->source = NULL;
}

static const struct source_control stand_in = {stand_in_open, stand_in_act, stand_in_act,
                                               stand_in_seek, stand_in_get, stand_in_close};

/* True if the reply to this line begins with these words. */
static inline bool answers(const char *line, const char *expected)
{
    struct reply reply = {0};
    command_execute(&hubs, line, &reply);
    bool right = reply.text != NULL && strncmp(reply.text, expected, strlen(expected)) == 0;
    if (!right)
        printf("%s -> %s", line, reply.text);
    reply_clear(&reply);
    return right;
}

static inline void run(const char *name, void (*test)(void))
{
    struct hubs_config config = {loopback(), 20000, 29999, 60000000, 60000000, {0}};
    limits_init(&config.limits);
    hubs_init(&hubs, &config, &stand_in, NULL);
    check_run(name, test);
    hubs_destroy(&hubs);
}

#define RUN_WITH_HUBS(test) run(#test, test)

#endif
