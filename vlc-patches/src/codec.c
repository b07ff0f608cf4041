/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "codec.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    enum medium medium;
    uint32_t clock_rate;
    enum codec plain, encode;
} codecs[CODEC_COUNT] = {
    [CODEC_VP8] = {"vp8", MEDIUM_VIDEO, 90000, CODEC_VP8, CODEC_VP8},
    [CODEC_H264] = {"h264", MEDIUM_VIDEO, 90000, CODEC_H264, CODEC_H264},
    [CODEC_H264_SLICES] = {"h264-slices", MEDIUM_VIDEO, 90000, CODEC_H264, CODEC_H264_SLICES},
    [CODEC_OPUS] = {"opus", MEDIUM_AUDIO, 48000, CODEC_OPUS, CODEC_OPUS},
    [CODEC_OPUS_40] = {"opus-40", MEDIUM_AUDIO, 48000, CODEC_OPUS, CODEC_OPUS},
    [CODEC_OPUS_60] = {"opus-60", MEDIUM_AUDIO, 48000, CODEC_OPUS, CODEC_OPUS},
    [CODEC_PCMA] = {"pcma", MEDIUM_AUDIO, 8000, CODEC_PCMA, CODEC_PCMA},
    [CODEC_PCMA_30] = {"pcma-30", MEDIUM_AUDIO, 8000, CODEC_PCMA, CODEC_PCMA},
    [CODEC_PCMA_40] = {"pcma-40", MEDIUM_AUDIO, 8000, CODEC_PCMA, CODEC_PCMA},
    [CODEC_PCMA_60] = {"pcma-60", MEDIUM_AUDIO, 8000, CODEC_PCMA, CODEC_PCMA},
    [CODEC_PCMU] = {"pcmu", MEDIUM_AUDIO, 8000, CODEC_PCMU, CODEC_PCMU},
    [CODEC_PCMU_30] = {"pcmu-30", MEDIUM_AUDIO, 8000, CODEC_PCMU, CODEC_PCMU},
    [CODEC_PCMU_40] = {"pcmu-40", MEDIUM_AUDIO, 8000, CODEC_PCMU, CODEC_PCMU},
    [CODEC_PCMU_60] = {"pcmu-60", MEDIUM_AUDIO, 8000, CODEC_PCMU, CODEC_PCMU},
};

static const struct {
    const char *how;
    enum codec plain, cut;
} cuts[] = {
    {"mode=1", CODEC_H264, CODEC_H264},      {"mode=0", CODEC_H264, CODEC_H264_SLICES},
    {"ptime=20", CODEC_OPUS, CODEC_OPUS},    {"ptime=40", CODEC_OPUS, CODEC_OPUS_40},
    {"ptime=60", CODEC_OPUS, CODEC_OPUS_60}, {"ptime=20", CODEC_PCMA, CODEC_PCMA},
    {"ptime=30", CODEC_PCMA, CODEC_PCMA_30}, {"ptime=40", CODEC_PCMA, CODEC_PCMA_40},
    {"ptime=60", CODEC_PCMA, CODEC_PCMA_60}, {"ptime=20", CODEC_PCMU, CODEC_PCMU},
    {"ptime=30", CODEC_PCMU, CODEC_PCMU_30}, {"ptime=40", CODEC_PCMU, CODEC_PCMU_40},
    {"ptime=60", CODEC_PCMU, CODEC_PCMU_60},
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

enum codec codec_encode(enum codec codec)
{
    return codecs[codec].encode;
}

enum codec codec_plain(enum codec codec)
{
    return codecs[codec].plain;
}

int codec_cut(enum codec plain, const char *how)
{
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        if (cuts[i].plain == plain && strcmp(how, cuts[i].how) == 0)
            return (int)cuts[i].cut;
    return -1;
}

enum medium codec_medium(enum codec codec)
{
    return codecs[codec].medium;
}

uint32_t codec_clock_rate(enum codec codec)
{
    return codecs[codec].clock_rate;
}
