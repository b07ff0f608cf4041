/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_TABLE_H
#define SIPCAST_TABLE_H

#include <stddef.h>
#include <stdint.h>

#define TABLE_CHAINS 1024

/** A leg's place in a table; part of the leg, so that joining one cannot fail. */
struct place_in_table {
    struct place_in_table *next, **link; /* and what points to it; NULL: in no table */
    uint32_t key;
};

/** The leg that has this place as its `member`. */
#define table_leg(place, member) ((struct leg *)((char *)(place) - offsetof(struct leg, member)))

/** Legs by a number of 32 bits, which several may share: what comes in finds its viewer at the same
 * cost among ten and among ten thousand. */
struct table {
    struct place_in_table *chains[TABLE_CHAINS];
    uint32_t factor; /* odd, and unknown to those who choose keys so that many have to be passed by */
};

void table_init(struct table *table);

/** Puts a leg under a key, and takes it from where it was; who is there already stays. */
void table_put(struct table *table, struct place_in_table *place, uint32_t key);

void table_remove(struct place_in_table *place);

/** The first with this key, or the next one after it; NULL if there is none. */
struct place_in_table *table_first(const struct table *table, uint32_t key);
struct place_in_table *table_next(const struct place_in_table *place);

#endif
