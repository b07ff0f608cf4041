/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <vlc_common.h>
#include <vlc_block.h>
#include <vlc_sout.h>

#include "vlc_sipcast.h"

struct sout_stream_sys_t {
    struct hub *hub;
    enum codec codec;
};

static sout_stream_id_sys_t *add(sout_stream_t *stream, const es_format_t *format)
{
    sout_stream_sys_t *sys = stream->p_sys;
    if (sipcast_codec_of(format) != (int)codec_plain(sys->codec)) {
        msg_Err(stream, "this fanout sends %s, not %4.4s", codec_name(sys->codec),
                (const char *)&format->i_codec);
        return NULL;
    }
    hub_restart(sys->hub, sys->codec);
    return (sout_stream_id_sys_t *)sys;
}

static void del(sout_stream_t *stream, sout_stream_id_sys_t *id)
{
    VLC_UNUSED(stream);
    VLC_UNUSED(id);
}

static int send_blocks(sout_stream_t *stream, sout_stream_id_sys_t *id, block_t *block)
{
    VLC_UNUSED(id);
    sout_stream_sys_t *sys = stream->p_sys;
    while (block != NULL) {
        block_t *next = block->p_next;
        struct encoded encoded = {
            .data = block->p_buffer,
            .size = block->i_buffer,
            .pts = block->i_pts > VLC_TICK_INVALID ? block->i_pts : block->i_dts,
            .dts = block->i_dts > VLC_TICK_INVALID ? block->i_dts : block->i_pts,
        };
        hub_push(sys->hub, sys->codec, &encoded);
        block_Release(block);
        block = next;
    }
    return VLC_SUCCESS;
}

int sipcast_fanout_open(vlc_object_t *object)
{
    sout_stream_t *stream = (sout_stream_t *)object;
    static const char *const options[] = {"hub", "codec", NULL};
    config_ChainParse(stream, "sout-fanout-", options, stream->p_cfg);
    int codec = sipcast_codec(object, "sout-fanout-codec");
    struct hub *hub = sipcast_find_hub(object, "sout-fanout-hub");
    if (codec < 0 || hub == NULL)
        goto refuse;
    sout_stream_sys_t *sys = malloc(sizeof *sys);
    if (sys == NULL)
        goto refuse;
    *sys = (sout_stream_sys_t){hub, (enum codec)codec};
    stream->p_sys = sys;
    stream->pf_add = add;
    stream->pf_del = del;
    stream->pf_send = send_blocks;
    /* Makes VLC read the source in real time, as there is no reader who could slow it down. */
    stream->pace_nocontrol = true;
    return VLC_SUCCESS;
refuse:
    if (hub != NULL)
        hub_release(hub);
    return VLC_EGENERIC;
}

void sipcast_fanout_close(vlc_object_t *object)
{
    sout_stream_sys_t *sys = ((sout_stream_t *)object)->p_sys;
    hub_release(sys->hub);
    free(sys);
}
