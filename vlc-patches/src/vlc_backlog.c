/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "vlc_backlog.h"

#define BACKLOG_MAX_BLOCKS 600
#define BACKLOG_MAX_OCTETS (16u << 20)

static void append(struct backlog *backlog, const block_t *block)
{
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

static bool is_full(const struct backlog *backlog, const block_t *block)
{
    return backlog->count == BACKLOG_MAX_BLOCKS
           || backlog->octets + block->i_buffer > BACKLOG_MAX_OCTETS;
}

void backlog_add_video(struct backlog *backlog, const block_t *block)
{
    bool is_key = block->i_flags & BLOCK_FLAG_TYPE_I;
    if (is_key || is_full(backlog, block))
        backlog_clear(backlog);
    if (is_key || backlog->first != NULL)
        append(backlog, block);
}

void backlog_add_audio(struct backlog *backlog, const block_t *block, vlc_tick_t now)
{
    while (backlog->first != NULL && (backlog->first->i_pts < now || is_full(backlog, block))) {
        block_t *oldest = backlog->first;
        backlog->first = oldest->p_next;
        backlog->count--;
        backlog->octets -= oldest->i_buffer;
        block_Release(oldest);
    }
    append(backlog, block);
}

/* The last block, in decoding order, of what was due before now: with B frames some before it are
 * due later. */
static const block_t *last_of_the_past(const struct backlog *backlog, vlc_tick_t now)
{
    const block_t *last = NULL;
    for (const block_t *block = backlog->first; block != NULL; block = block->p_next)
        if (block->i_pts < now)
            last = block;
    return last;
}

block_t *backlog_copy(const struct backlog *backlog, vlc_tick_t now)
{
    const block_t *last_past = last_of_the_past(backlog, now);
    bool past = last_past != NULL;
    block_t *first = NULL, **end = &first;
    for (const block_t *block = backlog->first; block != NULL; block = block->p_next) {
        block_t *copy = block_Duplicate((block_t *)block);
        if (copy == NULL)
            break;
        if (past)
            copy->i_pts = copy->i_dts = VLC_TICK_INVALID;
        past = past && block != last_past;
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
