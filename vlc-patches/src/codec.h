/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_CODEC_H
#define SIPCAST_CODEC_H

#include <stdint.h>

/** The codecs a hub can send. The names on the control protocol are their lower-case RTP names. */
enum codec { CODEC_VP8, CODEC_H264, CODEC_OPUS, CODEC_PCMA, CODEC_PCMU, CODEC_COUNT };

enum medium { MEDIUM_VIDEO, MEDIUM_AUDIO, MEDIUM_COUNT };

/** Returns the codec with exactly this name, or -1. */
int codec_by_name(const char *name);

const char *codec_name(enum codec codec);

enum medium codec_medium(enum codec codec);

/** RTP clock rate in Hz: 90000 for video, 48000 for Opus (RFC 7587), 8000 for G.711 (RFC 3551). */
uint32_t codec_clock_rate(enum codec codec);

#endif
