/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_OPUS_H
#define SIPCAST_OPUS_H

#include <stddef.h>
#include <stdint.h>

/** RFC 6716 3.4: no frame is longer. */
#define OPUS_FRAME_MAX 1275

/** How long an Opus packet sounds, in ticks of 48 kHz; the usual 20 ms if it is empty. */
uint32_t opus_ticks(const uint8_t *packet, size_t size);

/**
 * Writes a packet of several frames that a packet each had before, all with the same first octet
 * (RFC 6716 3.2.5); out has room for opus_joined_size. Returns its size.
 */
size_t opus_join(uint8_t *out, uint8_t toc, const uint8_t *const *frames, const size_t *sizes,
                 size_t count);

size_t opus_joined_size(const size_t *sizes, size_t count);

#endif
