/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_SOURCE_H
#define SIPCAST_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

struct hub;

enum source_state {
    SOURCE_NONE,
    SOURCE_OPENING,
    SOURCE_OPEN,
    SOURCE_PAUSED,
    SOURCE_ENDED,
    SOURCE_FAILED
};

/** What `source open` asks for; checked already. */
struct source_request {
    bool paused, repeat;
    uint32_t cache_ms;
    const char *mrl, *chain;
};

struct source_status {
    enum source_state state;
    int64_t position_ms, length_ms;
};

#define SOURCE_REFUSED (-1)
#define SOURCE_BUSY (-2) /* the hub's former source has not gone yet */

/** What plays sources: VLC, or a stand-in in tests. Functions that return int return 0, or one of
 * the above. */
struct source_control {
    int (*open)(void *opaque, struct hub *hub, const struct source_request *request);
    int (*play)(void *opaque, struct hub *hub);
    int (*pause)(void *opaque, struct hub *hub);
    int (*seek)(void *opaque, struct hub *hub, uint32_t seconds);
    void (*get)(void *opaque, struct hub *hub, struct source_status *out);
    void (*close)(void *opaque, struct hub *hub); /* idempotent; its end may take longer */
};

const char *source_state_name(enum source_state state);

#endif
