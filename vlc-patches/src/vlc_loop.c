/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <vlc_common.h>
#include <vlc_block.h>
#include <vlc_sout.h>

#include "clock.h"
#include "loop.h"
#include "vlc_sipcast.h"

/* The first of a chain whose source is repeated, in front of everything that looks at times. */

/* So long before its end is due a source may be read again: decoders give their last pictures only
 * for what follows, and those must not be late. VLC asks every 100 ms. */
#define LEAD 300000

/* Further ahead is no end but a wild date. */
#define AHEAD_MAX 5000000

struct sout_stream_id_sys_t {
    struct loop_stream stream;
    sout_stream_id_sys_t *next; /* behind this one */
};

struct sout_stream_sys_t {
    struct loop loop;
};

static sout_stream_id_sys_t *add(sout_stream_t *stream, const es_format_t *format)
{
    sout_stream_id_sys_t *id = calloc(1, sizeof *id);
    if (id == NULL)
        return NULL;
    id->next = sout_StreamIdAdd(stream->p_next, format);
    if (id->next == NULL) {
        free(id);
        return NULL;
    }
    loop_add(&stream->p_sys->loop, &id->stream);
    return id;
}

static void del(sout_stream_t *stream, sout_stream_id_sys_t *id)
{
    loop_remove(&stream->p_sys->loop, &id->stream);
    sout_StreamIdDel(stream->p_next, id->next);
    free(id);
}

static int send_blocks(sout_stream_t *stream, sout_stream_id_sys_t *id, block_t *block)
{
    for (block_t *each = block; each != NULL; each = each->p_next)
        loop_place(&stream->p_sys->loop, &id->stream, &each->i_dts, &each->i_pts, each->i_length);
    return sout_StreamIdSend(stream->p_next, id->next, block);
}

static void flush(sout_stream_t *stream, sout_stream_id_sys_t *id)
{
    sout_StreamFlush(stream->p_next, id->next);
}

/* Asked by the thread that has read the source to its end, for each stream, until all say yes; then
 * it reads it again. */
static bool is_empty(struct loop *loop)
{
    if (loop->between)
        return true;
    int64_t left = loop_end(loop) - clock_now();
    if (left > LEAD && left < AHEAD_MAX)
        return false;
    loop_begin_again(loop);
    return true;
}

static int control(sout_stream_t *stream, int query, va_list arguments)
{
    if (query != SOUT_STREAM_EMPTY)
        return VLC_EGENERIC;
    *va_arg(arguments, bool *) = is_empty(&stream->p_sys->loop);
    return VLC_SUCCESS;
}

int sipcast_loop_open(vlc_object_t *object)
{
    sout_stream_t *stream = (sout_stream_t *)object;
    if (stream->p_next == NULL)
        return VLC_EGENERIC;
    stream->p_sys = calloc(1, sizeof *stream->p_sys);
    if (stream->p_sys == NULL)
        return VLC_ENOMEM;
    stream->pf_add = add;
    stream->pf_del = del;
    stream->pf_send = send_blocks;
    stream->pf_flush = flush;
    stream->pf_control = control;
    return VLC_SUCCESS;
}

void sipcast_loop_close(vlc_object_t *object)
{
    free(((sout_stream_t *)object)->p_sys);
}
