/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "sink_table.h"

#include <string.h>

/* FNV-1a; ids are the application's own, so nobody chooses them to collide. */
static size_t bucket_of(const char *id)
{
    uint32_t hash = 2166136261u;
    for (; *id != '\0'; id++)
        hash = (hash ^ (uint8_t)*id) * 16777619u;
    return hash % SINK_BUCKETS;
}

void sink_table_init(struct sink_table *table)
{
    memset(table, 0, sizeof *table);
    table->end = &table->first;
    table->watching_end = &table->watching;
}

struct sink *sink_table_find(const struct sink_table *table, const char *id)
{
    struct sink *sink = table->buckets[bucket_of(id)];
    while (sink != NULL && strcmp(sink->id, id) != 0)
        sink = sink->next_in_bucket;
    return sink;
}

void sink_table_add(struct sink_table *table, struct sink *sink)
{
    struct sink **bucket = &table->buckets[bucket_of(sink->id)];
    sink->next_in_bucket = *bucket;
    *bucket = sink;
    sink->next = NULL;
    sink->place = table->end;
    *table->end = sink;
    table->end = &sink->next;
}

void sink_table_watch(struct sink_table *table, struct sink *sink)
{
    sink->next_watching = NULL;
    sink->place_watching = table->watching_end;
    *table->watching_end = sink;
    table->watching_end = &sink->next_watching;
}

void sink_table_rest(struct sink_table *table, struct sink *sink)
{
    if (sink->place_watching == NULL)
        return;
    *sink->place_watching = sink->next_watching;
    if (sink->next_watching != NULL)
        sink->next_watching->place_watching = sink->place_watching;
    else
        table->watching_end = sink->place_watching;
    sink->place_watching = NULL;
}

void sink_table_remove(struct sink_table *table, struct sink *sink)
{
    struct sink **bucket = &table->buckets[bucket_of(sink->id)];
    sink_table_rest(table, sink);
    while (*bucket != sink)
        bucket = &(*bucket)->next_in_bucket;
    *bucket = sink->next_in_bucket;
    *sink->place = sink->next;
    if (sink->next != NULL)
        sink->next->place = sink->place;
    else
        table->end = sink->place;
}
