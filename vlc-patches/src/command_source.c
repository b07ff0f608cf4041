/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <inttypes.h>
#include <string.h>

#include "chain.h"
#include "command.h"
#include "mrl.h"

/* Takes `key=one` or `key=other`. Returns 1 for one, 0 for other, -1 for anything else. */
static int take_choice(char **rest, const char *key, const char *one, const char *other)
{
    const char *value = words_value(words_next(rest), key);
    if (value == NULL)
        return -1;
    return strcmp(value, one) == 0 ? 1 : strcmp(value, other) == 0 ? 0 : -1;
}

/* Takes the words behind HUB. Returns NULL, or what is wrong; *code is the error's code then. */
static const char *take_request(char *rest, const char *hub, struct source_request *out,
                                const char **code)
{
    *code = "syntax";
    int paused = take_choice(&rest, "start=", "pause", "play");
    if (paused < 0)
        return "start=play or start=pause is missing";
    int repeat = take_choice(&rest, "repeat=", "yes", "no");
    if (repeat < 0)
        return "repeat=yes or repeat=no is missing";
    const char *cache = words_value(words_next(&rest), "cache=");
    out->mrl = words_value(words_next(&rest), "mrl=");
    out->chain = words_value(rest, "chain=");
    if (cache == NULL || out->mrl == NULL || out->chain == NULL)
        return "source open HUB start= repeat= cache= mrl= chain=";
    out->paused = paused == 1;
    out->repeat = repeat == 1;
    *code = "range";
    if (words_number(cache, 0, 60000, &out->cache_ms) != 0)
        return "cache is 0 to 60000 milliseconds";
    if (!mrl_is_allowed(out->mrl))
        return "the MRL is no URI of a known scheme, or has quotes, backslashes or blanks";
    return chain_fault(out->chain, hub);
}

static void open_source(struct hubs *hubs, struct hub *hub, char *rest, struct reply *reply)
{
    struct source_request request;
    const char *code, *fault = take_request(rest, hub->name, &request, &code);
    if (fault != NULL) {
        reply_error(reply, code, fault);
        return;
    }
    int result = hubs->sources->open(hubs->sources_opaque, hub, &request);
    if (result == 0)
        reply_add(reply, "OK\n");
    else if (result == SOURCE_BUSY)
        reply_error(reply, "busy", "the former source has not ended yet");
    else
        reply_error(reply, "vlc", "the source could not be started, or another one is open");
}

static void answer(int result, struct reply *reply)
{
    if (result == 0)
        reply_add(reply, "OK\n");
    else
        reply_error(reply, "nosource", "no source is open");
}

static void seek(struct hubs *hubs, struct hub *hub, char *rest, struct reply *reply)
{
    const char *word = words_next(&rest);
    uint32_t seconds;
    if (word == NULL)
        reply_error(reply, "syntax", "source seek HUB SECONDS");
    else if (!command_ends(rest, reply))
        return;
    else if (words_number(word, 0, 1000000, &seconds) != 0)
        reply_error(reply, "range", "seconds are 0 to 1000000");
    else
        answer(hubs->sources->seek(hubs->sources_opaque, hub, seconds), reply);
}

static void show_state(struct hubs *hubs, struct hub *hub, struct reply *reply)
{
    struct source_status status;
    hubs->sources->get(hubs->sources_opaque, hub, &status);
    reply_add(reply, "OK source=%s position=%" PRId64 " length=%" PRId64 "\n",
              source_state_name(status.state), status.position_ms, status.length_ms);
}

static bool is_verb(const char *verb)
{
    static const char *const verbs[] = {"open", "play", "pause", "seek", "state", "close"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verb, verbs[i]) == 0)
            return true;
    return false;
}

void command_source(struct hubs *hubs, const char *verb, char *rest, struct reply *reply)
{
    if (!is_verb(verb)) {
        command_unknown(reply);
        return;
    }
    struct hub *hub = command_take_hub(hubs, &rest, reply);
    if (hub == NULL)
        return;
    const struct source_control *sources = hubs->sources;
    if (strcmp(verb, "open") == 0)
        open_source(hubs, hub, rest, reply);
    else if (strcmp(verb, "seek") == 0)
        seek(hubs, hub, rest, reply);
    else if (!command_ends(rest, reply))
        ;
    else if (strcmp(verb, "play") == 0)
        answer(sources->play(hubs->sources_opaque, hub), reply);
    else if (strcmp(verb, "pause") == 0)
        answer(sources->pause(hubs->sources_opaque, hub), reply);
    else if (strcmp(verb, "state") == 0)
        show_state(hubs, hub, reply);
    else {
        sources->close(hubs->sources_opaque, hub);
        reply_add(reply, "OK\n");
    }
    hub_release(hub);
}
