/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdio.h>

#include <vlc_common.h>
#include <vlc_input.h>
#include <vlc_url.h>
#include <vlc_variables.h>

#include "chain.h"
#include "clock.h"
#include "vlc_sipcast.h"

/* Often enough for any channel; VLC has no word for "for ever". */
#define REPEATS 65535

/* A held input reads only until its cache is full; what has shown no stream by then is none. */
#define HELD_LIMIT 3000000

/* Inputs mostly end within milliseconds. One that waits for a name server, or for a server that is
 * mute, can take seconds, and no command shall wait that long. */
#define END_LIMIT 500000

/** A hub's source: one VLC input, made directly so that no value passes through VLM's parser. */
struct source {
    input_thread_t *input;
    input_item_t *item;
    char *mrl, *chain;
    bool delivered; /* it has been seen open */
    int64_t opened_at;
    int64_t paused_at; /* 0 while it runs */
};

static void add_option(input_item_t *item, const char *name, const char *value)
{
    char *option;
    if (asprintf(&option, "%s=%s", name, value) < 0)
        return;
    input_item_AddOption(item, option, VLC_INPUT_OPTION_TRUSTED);
    free(option);
}

static input_item_t *make_item(const struct hub *hub, const struct source_request *request)
{
    char *uri = request->mrl[0] == '/' ? vlc_path2uri(request->mrl, "file") : strdup(request->mrl);
    input_item_t *item = uri != NULL ? input_item_New(uri, hub->name) : NULL;
    free(uri);
    if (item == NULL)
        return NULL;
    static const char *const caches[] = {"file-caching", "network-caching", "live-caching",
                                         "disc-caching"};
    char number[16];
    snprintf(number, sizeof number, "%u", request->cache_ms);
    for (size_t i = 0; i < ARRAY_SIZE(caches); i++)
        add_option(item, caches[i], number);
    snprintf(number, sizeof number, "%d", request->repeat ? REPEATS : 0);
    add_option(item, "input-repeat", number);
    char *chain = chain_for_vlc(request->chain), *looped = NULL;
    if (chain != NULL && asprintf(&looped, "#%s%s", request->repeat ? "loop:" : "", chain + 1) >= 0)
        add_option(item, "sout", looped);
    free(looped);
    free(chain);
    /* Scripts that look for web pages of video portals in every source only cost time. */
    input_item_AddOption(item, "no-lua", VLC_INPUT_OPTION_TRUSTED);
    if (request->paused)
        input_item_AddOption(item, "start-paused", VLC_INPUT_OPTION_TRUSTED);
    return item;
}

static bool has_streams(struct source *source)
{
    vlc_mutex_lock(&source->item->lock);
    bool streams = source->item->i_es > 0;
    vlc_mutex_unlock(&source->item->lock);
    return streams;
}

static enum source_state state_of(struct source *source, struct hub *hub)
{
    int state = (int)var_GetInteger(source->input, "state");
    if (state == PLAYING_S || state == PAUSE_S || state == END_S)
        source->delivered = source->delivered || has_streams(source);
    switch (state) {
        case PLAYING_S: return source->delivered ? SOURCE_OPEN : SOURCE_OPENING;
        case PAUSE_S:
            if (source->delivered)
                return SOURCE_PAUSED;
            return clock_now() < source->opened_at + HELD_LIMIT ? SOURCE_OPENING : SOURCE_FAILED;
        case END_S:
        case ERROR_S:
            if (!source->delivered)
                return SOURCE_FAILED;
            /* What was read is still on its way to the viewers for as long as the caching lasts. */
            return queue_count(&hub->queue) > 0 ? SOURCE_OPEN : SOURCE_ENDED;
        default: return SOURCE_OPENING;
    }
}

static void free_source(void *opaque)
{
    struct source *source = opaque;
    if (source->input != NULL)
        input_Close(source->input);
    if (source->item != NULL)
        input_item_Release(source->item);
    free(source->mrl);
    free(source->chain);
    free(source);
}

static void close_source(void *opaque, struct hub *hub)
{
    struct sources *sources = opaque;
    struct source *source = hub->source;
    if (source == NULL)
        return;
    hub->source = NULL;
    input_Stop(source->input);
    reaper_take(&sources->reaper, hub->name, free_source, source);
}

static int open_source(void *opaque, struct hub *hub, const struct source_request *request)
{
    struct sources *sources = opaque;
    struct source *source = hub->source;
    if (source != NULL) {
        enum source_state state = state_of(source, hub);
        if (state != SOURCE_ENDED && state != SOURCE_FAILED)
            return strcmp(source->mrl, request->mrl) == 0
                           && strcmp(source->chain, request->chain) == 0
                       ? 0
                       : SOURCE_REFUSED;
        close_source(opaque, hub);
    }
    /* Two at once would mix, and may want the same device or port. */
    if (!reaper_wait(&sources->reaper, hub->name, END_LIMIT))
        return SOURCE_BUSY;
    source = calloc(1, sizeof *source);
    if (source == NULL)
        return SOURCE_REFUSED;
    hub_start_source(hub, (int64_t)request->cache_ms * 1000);
    source->opened_at = clock_now();
    source->mrl = strdup(request->mrl);
    source->chain = strdup(request->chain);
    source->item = make_item(hub, request);
    if (source->item != NULL)
        source->input = input_Create(sources->parent, source->item, hub->name, NULL, NULL);
    if (source->mrl != NULL && source->chain != NULL && source->input != NULL
        && input_Start(source->input) == VLC_SUCCESS) {
        hub->source = source;
        return 0;
    }
    free_source(source);
    return SOURCE_REFUSED;
}

static int set_state(struct hub *hub, int state)
{
    struct source *source = hub->source;
    if (source == NULL)
        return SOURCE_REFUSED;
    enum source_state now = state_of(source, hub);
    if (now == SOURCE_ENDED || now == SOURCE_FAILED)
        return SOURCE_REFUSED;
    if (var_GetInteger(source->input, "state") != state)
        var_SetInteger(source->input, "state", state);
    return 0;
}

static int play(void *opaque, struct hub *hub)
{
    VLC_UNUSED(opaque);
    struct source *source = hub->source;
    /* A source that was held had no reason to deliver. */
    hub_note_source(hub);
    if (source != NULL && source->paused_at != 0)
        hub_go_on(hub, clock_now() - source->paused_at);
    if (source != NULL)
        source->paused_at = 0;
    return set_state(hub, PLAYING_S);
}

static int pause_source(void *opaque, struct hub *hub)
{
    VLC_UNUSED(opaque);
    struct source *source = hub->source;
    int result = set_state(hub, PAUSE_S);
    if (result == 0 && source->paused_at == 0)
        source->paused_at = clock_now();
    return result;
}

static int seek(void *opaque, struct hub *hub, uint32_t seconds)
{
    VLC_UNUSED(opaque);
    struct source *source = hub->source;
    if (source == NULL)
        return SOURCE_REFUSED;
    var_SetInteger(source->input, "time", (int64_t)seconds * CLOCK_FREQ);
    hub_forget_pictures(hub);
    return 0;
}

static void get(void *opaque, struct hub *hub, struct source_status *out)
{
    VLC_UNUSED(opaque);
    *out = (struct source_status){SOURCE_NONE, 0, 0};
    struct source *source = hub->source;
    if (source == NULL)
        return;
    out->state = state_of(source, hub);
    out->position_ms = var_GetInteger(source->input, "time") / 1000;
    out->length_ms = var_GetInteger(source->input, "length") / 1000;
}

const struct source_control sipcast_sources = {open_source, play, pause_source,
                                               seek,        get,  close_source};
