/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "command.h"

#include <string.h>

#include "clock.h"

const char *source_state_name(enum source_state state)
{
    static const char *const names[] = {"none", "opening", "open", "paused", "ended", "failed"};
    return names[state];
}

const char *command_take_name(char **rest, struct reply *reply)
{
    const char *name = words_next(rest);
    if (words_is_name(name))
        return name;
    reply_error(reply, "syntax", "a name has 1 to 64 letters, digits, dots, dashes or underscores");
    return NULL;
}

struct hub *command_take_hub(struct hubs *hubs, char **rest, struct reply *reply)
{
    const char *name = command_take_name(rest, reply);
    if (name == NULL)
        return NULL;
    struct hub *hub = hubs_find(hubs, name);
    if (hub == NULL)
        reply_error(reply, "nohub", "no such hub is open");
    return hub;
}

bool command_ends(char *rest, struct reply *reply)
{
    if (rest == NULL)
        return true;
    reply_error(reply, "syntax", "too many words, or blanks in the wrong place");
    return false;
}

void command_unknown(struct reply *reply)
{
    reply_error(reply, "unknown", "no such command");
}

static bool is_printable(const char *line)
{
    for (; *line != '\0'; line++)
        if (*line < ' ' || *line > '~')
            return false;
    return true;
}

static void shut_down(struct hubs *hubs, struct reply *reply)
{
    if (hubs_end(hubs, clock_now()))
        reply_add(reply, "OK\n");
    else
        reply_error(reply, "busy", "a hub has sinks, or was opened or leased just now");
}

static void execute(struct hubs *hubs, char *text, struct reply *reply)
{
    if (strcmp(text, "shutdown") == 0) {
        shut_down(hubs, reply);
        return;
    }
    char *rest = text;
    const char *object = words_next(&rest), *verb = words_next(&rest);
    if (object == NULL || verb == NULL)
        command_unknown(reply);
    else if (strcmp(object, "hub") == 0)
        command_hub(hubs, verb, rest, reply);
    else if (strcmp(object, "source") == 0)
        command_source(hubs, verb, rest, reply);
    else if (strcmp(object, "sink") == 0)
        command_sink(hubs, verb, rest, reply);
    else
        command_unknown(reply);
}

void command_execute(struct hubs *hubs, const char *line, struct reply *reply)
{
    char text[COMMAND_MAX + 1];
    size_t length = strlen(line);
    if (length > COMMAND_MAX || !is_printable(line)) {
        reply_error(reply, "syntax",
                    "a command is one line of printable ASCII, 4096 octets at most");
        return;
    }
    memcpy(text, line, length + 1);
    pthread_mutex_lock(&hubs->command_lock);
    if (!hubs->ending)
        execute(hubs, text, reply);
    pthread_mutex_unlock(&hubs->command_lock);
}
