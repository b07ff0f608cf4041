/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <vlc_common.h>
#include <vlc_block.h>
#include <vlc_sout.h>

#include "clock.h"
#include "vlc_backlog.h"
#include "vlc_sipcast.h"

struct sout_stream_sys_t {
    struct hub *hub;
    enum codec codec;
    int64_t linger;
};

/** One elementary stream in front of the gate. */
struct sout_stream_id_sys_t {
    es_format_t format;
    sout_stream_id_sys_t *next; /* the stream behind the gate; NULL while it is shut */
    int64_t wanted_at;
    bool refused;
    struct backlog backlog;
};

static sout_stream_id_sys_t *add(sout_stream_t *stream, const es_format_t *format)
{
    VLC_UNUSED(stream);
    sout_stream_id_sys_t *id = calloc(1, sizeof *id);
    if (id == NULL)
        return NULL;
    if (es_format_Copy(&id->format, format) != VLC_SUCCESS) {
        free(id);
        return NULL;
    }
    return id;
}

static void shut(sout_stream_t *stream, sout_stream_id_sys_t *id)
{
    if (id->next == NULL)
        return;
    sout_StreamIdDel(stream->p_next, id->next);
    id->next = NULL;
    atomic_fetch_sub(&stream->p_sys->hub->branches[stream->p_sys->codec], 1);
    msg_Dbg(stream, "gate for %s is shut", codec_name(stream->p_sys->codec));
}

static void del(sout_stream_t *stream, sout_stream_id_sys_t *id)
{
    shut(stream, id);
    backlog_clear(&id->backlog);
    es_format_Clean(&id->format);
    free(id);
}

static void open_gate(sout_stream_t *stream, sout_stream_id_sys_t *id)
{
    id->next = sout_StreamIdAdd(stream->p_next, &id->format);
    /* Asked again with the next viewer only: an encoder that is missing stays missing. */
    id->refused = id->next == NULL;
    if (id->refused) {
        msg_Err(stream, "no encoder for %s", codec_name(stream->p_sys->codec));
        return;
    }
    atomic_fetch_add(&stream->p_sys->hub->branches[stream->p_sys->codec], 1);
    msg_Dbg(stream, "gate for %s is open", codec_name(stream->p_sys->codec));
    block_t *missed = backlog_copy_undated(&id->backlog);
    if (missed != NULL)
        sout_StreamIdSend(stream->p_next, id->next, missed);
}

static void follow_demand(sout_stream_t *stream, sout_stream_id_sys_t *id)
{
    sout_stream_sys_t *sys = stream->p_sys;
    int64_t now = clock_now();
    bool wanted = atomic_load(&sys->hub->wanted[sys->codec]) > 0;
    if (wanted)
        id->wanted_at = now;
    else
        id->refused = false;
    if (wanted && id->next == NULL && !id->refused)
        open_gate(stream, id);
    else if (!wanted && id->next != NULL && now >= id->wanted_at + sys->linger)
        shut(stream, id);
}

static int send_block(sout_stream_t *stream, sout_stream_id_sys_t *id, block_t *block)
{
    follow_demand(stream, id);
    if (id->format.i_cat == VIDEO_ES)
        backlog_add(&id->backlog, block);
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

int sipcast_gate_open(vlc_object_t *object)
{
    sout_stream_t *stream = (sout_stream_t *)object;
    if (stream->p_next == NULL)
        return VLC_EGENERIC;
    static const char *const options[] = {"hub", "codec", NULL};
    config_ChainParse(stream, "sout-gate-", options, stream->p_cfg);
    int codec = sipcast_codec(object, "sout-gate-codec");
    struct hub *hub = sipcast_find_hub(object, "sout-gate-hub");
    if (codec < 0 || hub == NULL)
        goto refuse;
    sout_stream_sys_t *sys = malloc(sizeof *sys);
    if (sys == NULL)
        goto refuse;
    *sys = (sout_stream_sys_t){hub, (enum codec)codec, var_InheritInteger(stream, "sipcast-linger") * 1000000};
    stream->p_sys = sys;
    stream->pf_add = add;
    stream->pf_del = del;
    stream->pf_send = send_block;
    stream->pf_flush = flush;
    return VLC_SUCCESS;
refuse:
    if (hub != NULL)
        hub_release(hub);
    return VLC_EGENERIC;
}

void sipcast_gate_close(vlc_object_t *object)
{
    sout_stream_sys_t *sys = ((sout_stream_t *)object)->p_sys;
    hub_release(sys->hub);
    free(sys);
}
