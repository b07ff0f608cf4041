/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_CODEC_H
#define SIPCAST_CODEC_H

#include <stdbool.h>
#include <stdint.h>

/**
 * What a hub can send: a codec, and how it is cut into packets where viewers differ in that. Those
 * of sound are cut from one encode; H.264 for viewers of packetization mode 0 needs one of its own,
 * whose slices fit into packets.
 */
enum codec {
    CODEC_VP8,
    CODEC_H264,
    CODEC_H264_SLICES,
    CODEC_OPUS,
    CODEC_OPUS_40,
    CODEC_OPUS_60,
    CODEC_PCMA,
    CODEC_PCMA_30,
    CODEC_PCMA_40,
    CODEC_PCMA_60,
    CODEC_PCMU,
    CODEC_PCMU_30,
    CODEC_PCMU_40,
    CODEC_PCMU_60,
    CODEC_COUNT
};

enum medium { MEDIUM_VIDEO, MEDIUM_AUDIO, MEDIUM_COUNT };

/** A set of media, 1 << medium each. */
#define ALL_MEDIA ((1u << MEDIUM_COUNT) - 1)

/** Returns the codec with exactly this name, or -1. */
int codec_by_name(const char *name);

/** Its lower-case RTP name, and behind a hyphen what tells it from others of that name. */
const char *codec_name(enum codec codec);

/** Whose encoder it needs: its own, or that of another one. */
enum codec codec_encode(enum codec codec);

/** The same codec as it is sent when nobody asks for more. */
enum codec codec_plain(enum codec codec);

/**
 * The codec cut as a viewer asks for: `mode=1` or `mode=0` of H.264 (RFC 6184 6.1), `ptime=20`, 40 or 60 or
 * for G.711 also 30 (RFC 4566 6). Returns -1 if this codec is not sent so.
 */
int codec_cut(enum codec plain, const char *how);

enum medium codec_medium(enum codec codec);

/** RTP clock rate in Hz: 90000 for video, 48000 for Opus (RFC 7587), 8000 for G.711 (RFC 3551). */
uint32_t codec_clock_rate(enum codec codec);

#endif
