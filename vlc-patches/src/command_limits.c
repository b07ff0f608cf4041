/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "command.h"

void command_limits(struct hub *hub, char *rest, struct reply *reply)
{
    struct limits limits;
    hub_get_limits(hub, &limits);
    while (rest != NULL) {
        const char *word = words_next(&rest), *code = "syntax";
        const char *fault = word != NULL ? limits_set(&limits, word, &code)
                                         : "blanks in the wrong place";
        if (fault != NULL) {
            reply_error(reply, code, fault);
            return;
        }
    }
    hub_limit(hub, &limits);
    reply_add(reply, "OK");
    limits_describe(&limits, reply);
    reply_add(reply, "\n");
}
