/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_PACKETIZER_H264_H
#define SIPCAST_PACKETIZER_H264_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the H.264 packetizer does apart from RTP: the byte stream and the parameter sets. */

/* ITU-T H.264 table 7-1 */
enum nal_type {
    NAL_SLICE = 1,
    NAL_IDR = 5,
    NAL_SPS = 7,
    NAL_PPS = 8,
    NAL_ACCESS_UNIT_DELIMITER = 9,
    NAL_FILLER = 12,
    NAL_LAST = 23, /* 24 and above are RTP's own (RFC 6184 5.2) */
};

/** A NAL unit inside a byte stream, without start code and trailing zeros; never empty. */
struct nal {
    const uint8_t *data;
    size_t size;
};

static inline unsigned nal_type(const struct nal *nal)
{
    return nal->data[0] & 0x1f;
}

/** Slices and slice data partitions: what a picture is made of. */
static inline bool nal_is_picture(const struct nal *nal)
{
    return nal_type(nal) >= NAL_SLICE && nal_type(nal) <= NAL_IDR;
}

/** A walk over the NAL units of a byte stream, its start codes of 3 or 4 octets (H.264 annex B). */
struct annexb {
    const uint8_t *next, *end;
};

/** Returns 0, or -1 if the data does not begin with a start code. */
int annexb_open(struct annexb *stream, const uint8_t *data, size_t size);

/** Gives the next NAL unit. Returns false after the last one. */
bool annexb_next(struct annexb *stream, struct nal *nal);

struct parameter_set {
    uint8_t *data; /* NULL: none with this id */
    size_t size;
    unsigned sps_id; /* of a picture parameter set: the sequence parameter set it refers to */
    bool changed;    /* since it was sent last */
};

#define SPS_COUNT 32
#define PPS_COUNT 256

/**
 * The newest parameter sets of a stream (ITU-T H.264 7.4.1.2.1): the sequence's by id, behind them
 * the pictures' by id.
 */
struct parameter_sets {
    struct parameter_set set[SPS_COUNT + PPS_COUNT];
};

/** Remembers a parameter set. Returns 0, or -1 if it cannot be one or there is no memory. */
int parameter_sets_learn(struct parameter_sets *sets, const struct nal *nal);

/** Tells whether a decoder can start: a picture's set and the sequence's behind it are known. */
bool parameter_sets_complete(const struct parameter_sets *sets);

/**
 * Gives each known set, or each changed one only, sequence parameter sets first. A walk begins with
 * *position at 0. Returns false after the last one.
 */
bool parameter_sets_next(const struct parameter_sets *sets, bool changed_only, size_t *position,
                         struct nal *nal);

void parameter_sets_mark_sent(struct parameter_sets *sets);

void parameter_sets_clear(struct parameter_sets *sets);

#endif
