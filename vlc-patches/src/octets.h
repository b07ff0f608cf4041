/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_OCTETS_H
#define SIPCAST_OCTETS_H

#include <stdint.h>

/* Network byte order at any alignment. */

static inline void write_u16(uint8_t *out, uint16_t value)
{
    out[0] = (uint8_t)(value >> 8);
    out[1] = (uint8_t)value;
}

static inline void write_u32(uint8_t *out, uint32_t value)
{
    write_u16(out, (uint16_t)(value >> 16));
    write_u16(out + 2, (uint16_t)value);
}

static inline uint16_t read_u16(const uint8_t *in)
{
    return (uint16_t)(in[0] << 8 | in[1]);
}

static inline uint32_t read_u32(const uint8_t *in)
{
    return (uint32_t)read_u16(in) << 16 | read_u16(in + 2);
}

#endif
