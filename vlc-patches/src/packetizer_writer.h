/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_PACKETIZER_WRITER_H
#define SIPCAST_PACKETIZER_WRITER_H

#include "packetizer.h"

/** Appends payloads to a list; its buffers grow when the sizes expected were too small. */
struct packet_writer {
    struct packets *out;
    size_t data_capacity;
    size_t list_capacity;
};

/** Begins an empty list with room for what is expected. Returns 0, or -1 if there is no memory. */
int packet_writer_open(struct packet_writer *writer, struct packets *out, size_t expected_octets,
                       size_t expected_packets);

/**
 * Appends a payload of this length, 1 to 65535 octets, without marker, and returns where to write it:
 * a place that is valid until the next call. Returns NULL if there is no memory.
 */
uint8_t *packet_writer_add(struct packet_writer *writer, size_t length);

/**
 * Size of the pieces of length octets when no piece may be longer than limit: as few pieces as
 * possible, all equal and only the last one shorter, so that one UDP_SEGMENT run can send them all.
 */
static inline size_t balanced_piece(size_t length, size_t limit)
{
    const size_t pieces = (length + limit - 1) / limit;
    return (length + pieces - 1) / pieces;
}

#endif
