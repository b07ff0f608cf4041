/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_VLC_SIPCAST_H
#define SIPCAST_VLC_SIPCAST_H

#include <vlc_common.h>
#include <vlc_es.h>

#include "hubs.h"
#include "reaper.h"

/** The hub that a stream output names in its option, held; NULL if there is none (the log says so).
 */
struct hub *sipcast_find_hub(vlc_object_t *object, const char *name);

/** The codec that a stream output names in its option, or -1 (the log says so). */
int sipcast_codec(vlc_object_t *object, const char *name);

/** The hub codec of an encoder's output, or -1. */
int sipcast_codec_of(const es_format_t *format);

/** What VLC's inputs need: the object that they belong to, and who ends them. */
struct sources {
    vlc_object_t *parent;
    struct reaper reaper;
};

/** Plays sources with VLC's inputs; its opaque is a struct sources. */
extern const struct source_control sipcast_sources;

int sipcast_interface_open(vlc_object_t *object);
void sipcast_interface_close(vlc_object_t *object);
int sipcast_loop_open(vlc_object_t *object);
void sipcast_loop_close(vlc_object_t *object);
int sipcast_gate_open(vlc_object_t *object);
void sipcast_gate_close(vlc_object_t *object);
int sipcast_fanout_open(vlc_object_t *object);
void sipcast_fanout_close(vlc_object_t *object);

#endif
