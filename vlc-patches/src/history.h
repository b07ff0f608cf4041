/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_HISTORY_H
#define SIPCAST_HISTORY_H

#include <stddef.h>

#include "frame.h"

#define HISTORY_FRAMES 256
#define HISTORY_MAX_OCTETS (4u << 20)

/** The frames of a codec that were sent last, for viewers who miss packets of them; shared by all. */
struct history {
    struct frame *frames[HISTORY_FRAMES];
    uint32_t oldest, end; /* numbers of frames: the first that is kept, and the next that comes */
    size_t octets;
};

/** Numbers a frame that is being sent, and remembers it for as long as the bounds allow. */
void history_add(struct history *history, struct frame *frame);

/** The frame of this number, or NULL if it is forgotten. */
struct frame *history_find(const struct history *history, uint32_t number);

void history_clear(struct history *history);

#endif
