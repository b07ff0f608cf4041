/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check.h"
#include "clock.h"
#include "table.h"

#include <stddef.h>
#include <stdlib.h>

#define MANY 50000

static struct table table;

static unsigned count(uint32_t key)
{
    unsigned found = 0;
    for (struct place_in_table *place = table_first(&table, key); place != NULL; place = table_next(place))
        found++;
    return found;
}

static void each_is_found_under_its_last_key(void)
{
    struct place_in_table places[4] = {0};
    for (uint32_t i = 0; i < 4; i++)
        table_put(&table, &places[i], i / 2);
    CHECK(count(0) == 2 && count(1) == 2);
    table_put(&table, &places[0], 1);
    table_put(&table, &places[0], 1);
    CHECK(count(0) == 1 && count(1) == 3);
    static const int order[] = {2, 0, 1, 3};
    for (int i = 0; i < 4; i++) {
        table_remove(&places[order[i]]);
        table_remove(&places[order[i]]);
        CHECK(count(0) + count(1) == 3u - (unsigned)i);
    }
}

/* Browsers that only receive all call themselves 1. */
static void many_under_one_key_come_stay_and_go_at_the_cost_of_a_few(void)
{
    struct place_in_table *places = calloc(MANY, sizeof *places);
    int64_t start = clock_now();
    for (int i = 0; i < MANY; i++)
        table_put(&table, &places[i], 1);
    for (int i = 0; i < MANY; i++)
        table_put(&table, &places[i], 1);
    CHECK(count(1) == MANY);
    for (int i = 0; i < MANY; i++)
        table_remove(&places[i]);
    CHECK(count(1) == 0 && clock_now() - start < 1000000);
    free(places);
}

/* Which chain each of 64 keys is in; keys that share one here may be apart there. */
static unsigned chains_that_differ(const struct table *one, const struct table *other)
{
    unsigned differ = 0;
    for (int chain = 0; chain < TABLE_CHAINS; chain++)
        differ += (one->chains[chain] != NULL) != (other->chains[chain] != NULL);
    return differ;
}

static void nobody_knows_which_keys_share_a_chain(void)
{
    static struct table others[2];
    struct place_in_table places[2][64] = {0};
    for (int i = 0; i < 2; i++) {
        table_init(&others[i]);
        for (uint32_t key = 1; key <= 64; key++)
            table_put(&others[i], &places[i][key - 1], key);
    }
    CHECK(chains_that_differ(&others[0], &others[1]) > 0);
}

int main(void)
{
    table_init(&table);
    RUN(each_is_found_under_its_last_key);
    RUN(many_under_one_key_come_stay_and_go_at_the_cost_of_a_few);
    RUN(nobody_knows_which_keys_share_a_chain);
    return check_result();
}
