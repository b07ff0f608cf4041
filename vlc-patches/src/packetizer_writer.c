/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "packetizer_writer.h"

#include <stdlib.h>

int packet_writer_open(struct packet_writer *writer, struct packets *out, size_t expected_octets,
                       size_t expected_packets)
{
    *out = (struct packets){
        .data = malloc(expected_octets),
        .list = malloc(expected_packets * sizeof *out->list),
    };
    *writer = (struct packet_writer){out, expected_octets, expected_packets};
    return out->data && out->list ? 0 : -1;
}

/* Doubles an array until it holds needed elements. Leaves it as it is if there is no memory. */
static void *grown(void *array, size_t *capacity, size_t needed, size_t element_size)
{
    if (needed <= *capacity)
        return array;
    const size_t larger = needed > 2 * *capacity ? needed : 2 * *capacity;
    void *moved = realloc(array, larger * element_size);
    if (moved)
        *capacity = larger;
    return moved;
}

uint8_t *packet_writer_add(struct packet_writer *writer, size_t length)
{
    struct packets *out = writer->out;

    uint8_t *data = grown(out->data, &writer->data_capacity, out->size + length, 1);
    if (!data)
        return NULL;
    out->data = data;

    struct packet *list =
        grown(out->list, &writer->list_capacity, out->count + 1, sizeof *out->list);
    if (!list)
        return NULL;
    out->list = list;

    list[out->count++] = (struct packet){
        .offset = (uint32_t)out->size,
        .length = (uint16_t)length,
    };
    uint8_t *payload = data + out->size;
    out->size += length;
    return payload;
}
