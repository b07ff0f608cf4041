/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "table.h"

#include <string.h>

#include "clock.h"

void table_init(struct table *table)
{
    memset(table, 0, sizeof *table);
    clock_random(&table->factor, sizeof table->factor);
    table->factor |= 1;
}

/* Two keys share a chain by chance only, of 2 in TABLE_CHAINS at most (Dietzfelbinger's multiplicative hashing). */
static unsigned chain_of(const struct table *table, uint32_t key)
{
    return (key * table->factor) >> 22;
}

void table_put(struct table *table, struct place_in_table *place, uint32_t key)
{
    if (place->link != NULL && place->key == key)
        return;
    table_remove(place);
    struct place_in_table **chain = &table->chains[chain_of(table, key)];
    *place = (struct place_in_table){*chain, chain, key};
    if (place->next != NULL)
        place->next->link = &place->next;
    *chain = place;
}

void table_remove(struct place_in_table *place)
{
    if (place->link == NULL)
        return;
    *place->link = place->next;
    if (place->next != NULL)
        place->next->link = place->link;
    place->link = NULL;
}

static struct place_in_table *find(struct place_in_table *place, uint32_t key)
{
    while (place != NULL && place->key != key)
        place = place->next;
    return place;
}

struct place_in_table *table_first(const struct table *table, uint32_t key)
{
    return find(table->chains[chain_of(table, key)], key);
}

struct place_in_table *table_next(const struct place_in_table *place)
{
    return find(place->next, place->key);
}
