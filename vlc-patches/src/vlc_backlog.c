/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "vlc_backlog.h"

#define BACKLOG_MAX_BLOCKS 600
#define BACKLOG_MAX_OCTETS (16u << 20)

void backlog_add(struct backlog *backlog, const block_t *block)
{
    if (block->i_flags & BLOCK_FLAG_TYPE_I)
        backlog_clear(backlog);
    else if (backlog->first == NULL)
        return;
    if (backlog->count == BACKLOG_MAX_BLOCKS || backlog->octets + block->i_buffer > BACKLOG_MAX_OCTETS) {
        backlog_clear(backlog);
        return;
    }
    block_t *copy = block_Duplicate((block_t *)block);
    if (copy == NULL) {
        backlog_clear(backlog);
        return;
    }
    if (backlog->first == NULL)
        backlog->end = &backlog->first;
    *backlog->end = copy;
    backlog->end = &copy->p_next;
    backlog->count++;
    backlog->octets += block->i_buffer;
}

block_t *backlog_copy_undated(const struct backlog *backlog)
{
    block_t *first = NULL, **end = &first;
    for (const block_t *block = backlog->first; block != NULL; block = block->p_next) {
        block_t *copy = block_Duplicate((block_t *)block);
        if (copy == NULL)
            break;
        copy->i_pts = copy->i_dts = VLC_TICK_INVALID;
        *end = copy;
        end = &copy->p_next;
    }
    return first;
}

void backlog_clear(struct backlog *backlog)
{
    if (backlog->first != NULL)
        block_ChainRelease(backlog->first);
    *backlog = (struct backlog){NULL, NULL, 0, 0};
}
