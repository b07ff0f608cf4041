/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "sink_table.h"

#define MANY 10000

static struct sink_table table;
static struct sink *sinks[MANY];

static struct sink *add(const char *id)
{
    struct sink *sink = calloc(1, sizeof *sink);
    snprintf(sink->id, sizeof sink->id, "%s", id);
    sink_table_add(&table, sink);
    return sink;
}

static void end(struct sink *sink)
{
    sink_table_remove(&table, sink);
    free(sink);
}

/* The ids in the order of the sinks. */
static bool has(const char *ids)
{
    char found[64] = "";
    for (const struct sink *sink = table.first; sink != NULL; sink = sink->next)
        strcat(found, sink->id);
    return strcmp(found, ids) == 0;
}

static void sinks_keep_the_order_in_which_they_came(void)
{
    sink_table_init(&table);
    CHECK(has(""));
    struct sink *a = add("a"), *b = add("b"), *c = add("c");
    CHECK(has("abc"));
    end(b);
    CHECK(has("ac"));
    end(c);
    CHECK(has("a"));
    struct sink *d = add("d");
    CHECK(has("ad"));
    end(a);
    CHECK(has("d"));
    end(d);
    CHECK(has(""));
    end(add("e"));
    CHECK(has("") && sink_table_find(&table, "e") == NULL);
}

static void whoever_removes_a_sink_may_go_on_to_the_next(void)
{
    sink_table_init(&table);
    struct sink *a = add("a"), *b = add("b");
    sink_table_remove(&table, a);
    CHECK(a->next == b);
    free(a);
    end(b);
}

static void each_of_many_is_found_by_its_id_until_it_is_removed(void)
{
    sink_table_init(&table);
    char id[32];
    for (int i = 0; i < MANY; i++) {
        snprintf(id, sizeof id, "viewer-%d", i);
        CHECK(sink_table_find(&table, id) == NULL);
        sinks[i] = add(id);
    }
    for (int i = 0; i < MANY; i += 2)
        end(sinks[i]);
    for (int i = 0; i < MANY; i++) {
        snprintf(id, sizeof id, "viewer-%d", i);
        CHECK(sink_table_find(&table, id) == (i % 2 == 0 ? NULL : sinks[i]));
    }
    for (int i = 1; i < MANY; i += 2)
        end(sinks[i]);
    CHECK(has(""));
}

static void ids_are_spread_over_the_table(void)
{
    sink_table_init(&table);
    for (int i = 0; i < MANY; i++) {
        char id[48];
        snprintf(id, sizeof id, "%08x-0000-4000-8000-%012x", i, i * 7);
        sinks[i] = add(id);
    }
    int longest = 0;
    for (int bucket = 0; bucket < SINK_BUCKETS; bucket++) {
        int length = 0;
        for (const struct sink *sink = table.buckets[bucket]; sink != NULL; sink = sink->next_in_bucket)
            length++;
        longest = length > longest ? length : longest;
    }
    CHECK(longest < 5 * MANY / SINK_BUCKETS);
    for (int i = 0; i < MANY; i++)
        end(sinks[i]);
}

static bool watch(const char *ids)
{
    char found[64] = "";
    for (const struct sink *sink = table.watching; sink != NULL; sink = sink->next_watching)
        strcat(found, sink->id);
    return strcmp(found, ids) == 0;
}

static void those_who_watch_are_a_list_of_their_own(void)
{
    sink_table_init(&table);
    struct sink *a = add("a"), *b = add("b"), *c = add("c");
    CHECK(watch(""));
    sink_table_watch(&table, c);
    sink_table_watch(&table, a);
    sink_table_watch(&table, b);
    CHECK(watch("cab") && has("abc"));
    sink_table_rest(&table, a);
    sink_table_rest(&table, a);
    CHECK(watch("cb") && a->next_watching == b);
    sink_table_watch(&table, a);
    CHECK(watch("cba"));
    end(a);
    end(c);
    CHECK(watch("b"));
    end(b);
    CHECK(watch(""));
}

int main(void)
{
    RUN(those_who_watch_are_a_list_of_their_own);
    RUN(sinks_keep_the_order_in_which_they_came);
    RUN(whoever_removes_a_sink_may_go_on_to_the_next);
    RUN(each_of_many_is_found_by_its_id_until_it_is_removed);
    RUN(ids_are_spread_over_the_table);
    return check_result();
}
