/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_VLC_BACKLOG_H
#define SIPCAST_VLC_BACKLOG_H

#include <vlc_common.h>
#include <vlc_block.h>

/** The source's blocks since its last key frame, so that a decoder that starts now has what the next block refers to. */
struct backlog {
    block_t *first, **end;
    size_t count, octets;
};

/** Remembers a copy of a block; forgets everything when there is too much to decode at once. */
void backlog_add(struct backlog *backlog, const block_t *block);

/**
 * A copy of it without times: VLC's decoders use such blocks as references and show nothing of them, so that nothing of
 * the past is encoded. NULL if it is empty.
 */
block_t *backlog_copy_undated(const struct backlog *backlog);

void backlog_clear(struct backlog *backlog);

#endif
