/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_SINK_TABLE_H
#define SIPCAST_SINK_TABLE_H

#include "sink.h"

/* For ten thousand viewers of a channel; a hub of one viewer has as many, 8 kB. */
#define SINK_BUCKETS 1024

/** A hub's sinks: in the order they came, those that are not paused for who sends, and by their ids
 * for who commands. */
struct sink_table {
    struct sink *first, **end;
    struct sink *watching, **watching_end;
    struct sink *buckets[SINK_BUCKETS];
};

void sink_table_init(struct sink_table *table);

/** Returns the sink, or NULL. */
struct sink *sink_table_find(const struct sink_table *table, const char *id);

/** Appends a sink whose id is not in the table. */
void sink_table_add(struct sink_table *table, struct sink *sink);

/** Puts a sink among those that are not paused, at the end. */
void sink_table_watch(struct sink_table *table, struct sink *sink);

/** Takes a sink from among those, if it is one; its `next_watching` still leads on. */
void sink_table_rest(struct sink_table *table, struct sink *sink);

/** Takes out a sink that is in the table; its `next` still leads on. */
void sink_table_remove(struct sink_table *table, struct sink *sink);

#endif
