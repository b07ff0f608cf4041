/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "codec.h"

#include <string.h>

static const struct {
    const char *name;
    enum medium medium;
    uint32_t clock_rate;
} codecs[CODEC_COUNT] = {
    [CODEC_VP8] = {"vp8", MEDIUM_VIDEO, 90000},
    [CODEC_H264] = {"h264", MEDIUM_VIDEO, 90000},
    [CODEC_OPUS] = {"opus", MEDIUM_AUDIO, 48000},
    [CODEC_PCMA] = {"pcma", MEDIUM_AUDIO, 8000},
    [CODEC_PCMU] = {"pcmu", MEDIUM_AUDIO, 8000},
};

int codec_by_name(const char *name)
{
    for (int codec = 0; codec < CODEC_COUNT; codec++)
        if (strcmp(name, codecs[codec].name) == 0)
            return codec;
    return -1;
}

const char *codec_name(enum codec codec)
{
    return codecs[codec].name;
}

enum medium codec_medium(enum codec codec)
{
    return codecs[codec].medium;
}

uint32_t codec_clock_rate(enum codec codec)
{
    return codecs[codec].clock_rate;
}
