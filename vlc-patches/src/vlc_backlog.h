/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_VLC_BACKLOG_H
#define SIPCAST_VLC_BACKLOG_H

#include <vlc_common.h>
#include <vlc_block.h>

/**
 * What a decoder that starts now needs of the past: the source's blocks since its last key frame.
 * For audio, those whose time has not come yet, as VLC reads its sources ahead.
 */
struct backlog {
    block_t *first, **end;
    size_t count, octets;
};

/** Remembers a copy of a video block; forgets everything when there is too much to decode at once.
 */
void backlog_add_video(struct backlog *backlog, const block_t *block);

/** Remembers a copy of an audio block and forgets those that were due before now. */
void backlog_add_audio(struct backlog *backlog, const block_t *block, vlc_tick_t now);

/**
 * A copy of it. Video that was due before now has no times in it: VLC's decoders use such blocks as
 * references and show nothing of them, so that nothing of the past is encoded. NULL if it is empty.
 */
block_t *backlog_copy(const struct backlog *backlog, vlc_tick_t now);

void backlog_clear(struct backlog *backlog);

#endif
