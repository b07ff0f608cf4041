/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <vlc_common.h>
#include <vlc_block.h>
#include <vlc_sout.h>

#include "clock.h"
#include "vlc_backlog.h"
#include "vlc_sipcast.h"

/** The elementary stream in front of the gate. */
struct sout_stream_id_sys_t {
    es_format_t format;
    sout_stream_id_sys_t *next; /* the stream behind the gate; NULL while it is shut */
    int64_t wanted_at;
    bool refused; /* no encoder; asked again with the next viewer only, for what is missing stays
                     missing */
    unsigned seeks; /* of the hub's source, as far as the encoder has followed */
    struct backlog backlog;
};

/* VLC calls a chain with its sout's lock held, and the gate's own thread takes that lock as well.
 */
struct sout_stream_sys_t {
    struct hub *hub;
    enum codec codec;
    int64_t linger;
    sout_stream_id_sys_t *id;
    vlc_thread_t watcher;
    atomic_bool closing;
};

static void open_gate(sout_stream_t *stream, sout_stream_id_sys_t *id)
{
    sout_stream_sys_t *sys = stream->p_sys;
    id->next = sout_StreamIdAdd(stream->p_next, &id->format);
    id->refused = id->next == NULL;
    if (id->refused) {
        msg_Err(stream, "no encoder for %s", codec_name(sys->codec));
        return;
    }
    atomic_fetch_add(&sys->hub->branches[sys->codec], 1);
    msg_Dbg(stream, "gate for %s is open", codec_name(sys->codec));
    /* One by one: a transcode takes the first block of a list only. */
    for (block_t *missed = backlog_copy(&id->backlog, clock_now()), *next; missed; missed = next) {
        next = missed->p_next;
        missed->p_next = NULL;
        sout_StreamIdSend(stream->p_next, id->next, missed);
    }
}

static void shut_gate(sout_stream_t *stream, sout_stream_id_sys_t *id)
{
    sout_stream_sys_t *sys = stream->p_sys;
    sout_StreamIdDel(stream->p_next, id->next);
    id->next = NULL;
    atomic_fetch_sub(&sys->hub->branches[sys->codec], 1);
    msg_Dbg(stream, "gate for %s is shut", codec_name(sys->codec));
}

static void follow_demand(sout_stream_t *stream, sout_stream_id_sys_t *id)
{
    sout_stream_sys_t *sys = stream->p_sys;
    int64_t now = clock_now();
    bool wanted = demand_has(&sys->hub->demand, sys->codec);
    if (wanted)
        id->wanted_at = now;
    else
        id->refused = false;
    if (wanted && id->next == NULL && !id->refused)
        open_gate(stream, id);
    else if (!wanted && id->next != NULL && now >= id->wanted_at + sys->linger)
        shut_gate(stream, id);
}

/* Sources are read in pieces of up to a quarter of a second: the first viewer shall not wait for
 * the next one. */
static void *watch(void *opaque)
{
    sout_stream_t *stream = opaque;
    sout_stream_sys_t *sys = stream->p_sys;
    unsigned seen = 0;
    while (!atomic_load(&sys->closing)) {
        vlc_mutex_lock(&stream->p_sout->lock);
        if (sys->id != NULL && sys->id->backlog.first != NULL)
            follow_demand(stream, sys->id);
        vlc_mutex_unlock(&stream->p_sout->lock);
        demand_wait(&sys->hub->demand, &seen);
    }
    return NULL;
}

static sout_stream_id_sys_t *add(sout_stream_t *stream, const es_format_t *format)
{
    sout_stream_sys_t *sys = stream->p_sys;
    /* A second stream would be mixed into the first one's viewers. */
    if (sys->id != NULL)
        return NULL;
    sout_stream_id_sys_t *id = calloc(1, sizeof *id);
    if (id == NULL)
        return NULL;
    if (es_format_Copy(&id->format, format) != VLC_SUCCESS) {
        free(id);
        return NULL;
    }
    id->seeks = atomic_load(&sys->hub->seeks);
    sys->id = id;
    return id;
}

static void del(sout_stream_t *stream, sout_stream_id_sys_t *id)
{
    if (id->next != NULL)
        shut_gate(stream, id);
    stream->p_sys->id = NULL;
    backlog_clear(&id->backlog);
    es_format_Clean(&id->format);
    free(id);
}

/* VLC says nothing of a seek here: its duplicate passes on no flush. Who was paused meanwhile waits for a key frame, with
 * which a new encoder begins; the source's own is the first picture from there. */
static void follow_seek(sout_stream_t *stream, sout_stream_id_sys_t *id, const block_t *block)
{
    unsigned seeks = atomic_load(&stream->p_sys->hub->seeks);
    if (id->format.i_cat != VIDEO_ES || seeks == id->seeks || !(block->i_flags & BLOCK_FLAG_TYPE_I))
        return;
    id->seeks = seeks;
    backlog_clear(&id->backlog);
    if (id->next != NULL)
        shut_gate(stream, id);
}

static int send_block(sout_stream_t *stream, sout_stream_id_sys_t *id, block_t *block)
{
    hub_note_source(stream->p_sys->hub);
    follow_seek(stream, id, block);
    follow_demand(stream, id);
    if (id->format.i_cat == VIDEO_ES)
        backlog_add_video(&id->backlog, block);
    else
        backlog_add_audio(&id->backlog, block, clock_now());
    if (id->next != NULL)
        return sout_StreamIdSend(stream->p_next, id->next, block);
    block_ChainRelease(block);
    return VLC_SUCCESS;
}

static void flush(sout_stream_t *stream, sout_stream_id_sys_t *id)
{
    backlog_clear(&id->backlog);
    if (id->next != NULL)
        sout_StreamFlush(stream->p_next, id->next);
}

static sout_stream_sys_t *make_sys(sout_stream_t *stream)
{
    static const char *const options[] = {"hub", "codec", NULL};
    config_ChainParse(stream, "sout-gate-", options, stream->p_cfg);
    int codec = sipcast_codec(VLC_OBJECT(stream), "sout-gate-codec");
    struct hub *hub = sipcast_find_hub(VLC_OBJECT(stream), "sout-gate-hub");
    sout_stream_sys_t *sys = codec >= 0 && hub != NULL ? calloc(1, sizeof *sys) : NULL;
    if (sys == NULL) {
        if (hub != NULL)
            hub_release(hub);
        return NULL;
    }
    sys->hub = hub;
    sys->codec = (enum codec)codec;
    sys->linger = var_InheritInteger(stream, "sipcast-linger") * 1000000;
    return sys;
}

int sipcast_gate_open(vlc_object_t *object)
{
    sout_stream_t *stream = (sout_stream_t *)object;
    if (stream->p_next == NULL)
        return VLC_EGENERIC;
    sout_stream_sys_t *sys = make_sys(stream);
    if (sys == NULL)
        return VLC_EGENERIC;
    stream->p_sys = sys;
    stream->pf_add = add;
    stream->pf_del = del;
    stream->pf_send = send_block;
    stream->pf_flush = flush;
    if (vlc_clone(&sys->watcher, watch, stream, VLC_THREAD_PRIORITY_LOW) != 0) {
        hub_release(sys->hub);
        free(sys);
        return VLC_EGENERIC;
    }
    return VLC_SUCCESS;
}

void sipcast_gate_close(vlc_object_t *object)
{
    sout_stream_sys_t *sys = ((sout_stream_t *)object)->p_sys;
    atomic_store(&sys->closing, true);
    demand_wake(&sys->hub->demand);
    vlc_join(sys->watcher, NULL);
    hub_release(sys->hub);
    free(sys);
}
