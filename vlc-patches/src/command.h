/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_COMMAND_H
#define SIPCAST_COMMAND_H

#include "hubs.h"
#include "reply.h"

/** The longest command, without its end of line. */
#define COMMAND_MAX 4096

/**
 * Executes one line of the control protocol (README.md) except `auth`, which belongs to the
 * connection. The reply is complete: data lines, then one that begins with OK or ERR. Once VLC has
 * been told to end there is no reply.
 */
void command_execute(struct hubs *hubs, const char *line, struct reply *reply);

/** The commands' own part of it: `rest` is what follows the two words that name the command. */
void command_hub(struct hubs *hubs, const char *verb, char *rest, struct reply *reply);
void command_source(struct hubs *hubs, const char *verb, char *rest, struct reply *reply);
void command_sink(struct hubs *hubs, const char *verb, char *rest, struct reply *reply);

/** Takes HUB off the line and finds it, held; on NULL the reply says why. */
struct hub *command_take_hub(struct hubs *hubs, char **rest, struct reply *reply);

/** Reads a medium of `sink add` (README.md). Returns NULL, or what is wrong. */
const char *command_take_target(char *value, enum medium medium, struct leg_target *out);

/** Takes a hub's or sink's name off the line; on NULL the reply says why. */
const char *command_take_name(char **rest, struct reply *reply);

/** True if the line ends here; else the reply says that it does not. */
bool command_ends(char *rest, struct reply *reply);

void command_unknown(struct reply *reply);

/** `hub limits` of a hub, from behind its name. */
void command_limits(struct hub *hub, char *rest, struct reply *reply);

#endif
