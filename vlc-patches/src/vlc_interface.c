/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <vlc_common.h>
#include <vlc_interface.h>
#include <vlc_variables.h>

#include "clock.h"
#include "command.h"
#include "vlc_sipcast.h"

/* The names of the variables through which the control interface calls; lua/sipcast.lua knows them.
 */
#define COMMAND_VARIABLE "sipcast-command"
#define REPLY_VARIABLE "sipcast-reply"
#define CLIENTS_VARIABLE "sipcast-clients"
#define ENDING_VARIABLE "sipcast-ending"

#define WATCH_INTERVAL 1000000

/* How long VLC's end waits for inputs that do not end. */
#define INPUTS_LIMIT 2000000

struct intf_sys_t {
    struct hubs hubs;
    struct sources sources;
    vlc_thread_t watchdog;
};

/* Stream outputs have no way to the interface but this; they hold the hubs they have found. */
static struct hubs *the_hubs;
static vlc_mutex_t the_hubs_lock = VLC_STATIC_MUTEX;

struct hub *sipcast_find_hub(vlc_object_t *object, const char *name)
{
    char *hub_name = var_InheritString(object, name);
    struct hub *hub = NULL;
    vlc_mutex_lock(&the_hubs_lock);
    if (hub_name != NULL && the_hubs != NULL)
        hub = hubs_find(the_hubs, hub_name);
    vlc_mutex_unlock(&the_hubs_lock);
    if (hub == NULL)
        msg_Err(object, "no hub %s is open", hub_name != NULL ? hub_name : "(none named)");
    free(hub_name);
    return hub;
}

int sipcast_codec(vlc_object_t *object, const char *name)
{
    char *codec_text = var_InheritString(object, name);
    int codec = codec_text != NULL ? codec_by_name(codec_text) : -1;
    if (codec < 0)
        msg_Err(object, "unknown codec %s", codec_text != NULL ? codec_text : "(none named)");
    free(codec_text);
    return codec;
}

int sipcast_codec_of(const es_format_t *format)
{
    switch (format->i_codec) {
        case VLC_CODEC_VP8: return CODEC_VP8;
        case VLC_CODEC_H264: return CODEC_H264;
        case VLC_CODEC_OPUS: return CODEC_OPUS;
        case VLC_CODEC_ALAW: return CODEC_PCMA;
        case VLC_CODEC_MULAW: return CODEC_PCMU;
        default: return -1;
    }
}

static bool is_ending(struct hubs *hubs)
{
    pthread_mutex_lock(&hubs->command_lock);
    bool ending = hubs->ending;
    pthread_mutex_unlock(&hubs->command_lock);
    return ending;
}

static int on_command(vlc_object_t *libvlc, const char *variable, vlc_value_t old, vlc_value_t new,
                      void *opaque)
{
    VLC_UNUSED(variable);
    VLC_UNUSED(old);
    struct hubs *hubs = opaque;
    struct reply reply = {NULL, 0, 0};
    command_execute(hubs, new.psz_string, &reply);
    bool ending = is_ending(hubs);
    const char *none = ending ? "" : "ERR vlc out of memory\n";
    var_SetBool(libvlc, ENDING_VARIABLE, ending);
    var_SetString(libvlc, REPLY_VARIABLE, reply.text != NULL ? reply.text : none);
    reply_clear(&reply);
    return VLC_SUCCESS;
}

static int on_clients(vlc_object_t *libvlc, const char *variable, vlc_value_t old, vlc_value_t new,
                      void *opaque)
{
    VLC_UNUSED(libvlc);
    VLC_UNUSED(variable);
    VLC_UNUSED(old);
    uint32_t clients;
    if (words_number(new.psz_string, 0, 65535, &clients) != 0)
        return VLC_EGENERIC;
    hubs_set_clients(opaque, (int)clients);
    return VLC_SUCCESS;
}

static void *watch(void *opaque)
{
    intf_thread_t *intf = opaque;
    for (;;) {
        msleep(WATCH_INTERVAL);
        int cancel = vlc_savecancel();
        if (hubs_abandoned(&intf->p_sys->hubs, clock_now())) {
            var_SetBool(intf->obj.libvlc, ENDING_VARIABLE, true);
            msg_Info(intf, "nobody has asked for anything for a while, so this VLC ends");
            libvlc_Quit(intf->obj.libvlc);
        }
        vlc_restorecancel(cancel);
    }
    return NULL;
}

static bool read_limits(intf_thread_t *intf, struct limits *out)
{
    char *text = var_InheritString(intf, "sipcast-limits"), *rest = NULL;
    const char *fault = NULL, *code;
    limits_init(out);
    if (text != NULL)
        for (char *word = strtok_r(text, ",", &rest); word != NULL && fault == NULL;
             word = strtok_r(NULL, ",", &rest))
            fault = limits_set(out, word, &code);
    if (fault != NULL)
        msg_Err(intf, "sipcast-limits: %s", fault);
    free(text);
    return fault == NULL;
}

static int read_config(intf_thread_t *intf, struct hubs_config *out)
{
    char *ip = var_InheritString(intf, "sipcast-address"),
         *ports = var_InheritString(intf, "sipcast-ports");
    unsigned first = 0, last = 0;
    bool right = ip != NULL && address_parse_ip(ip, &out->ip) == 0 && ports != NULL
                 && sscanf(ports, "%5u-%5u", &first, &last) == 2 && first >= 1024 && last <= 65535
                 && first < last;
    if (!right)
        msg_Err(
            intf,
            "sipcast-address must be an IP literal and sipcast-ports a range within 1024-65535");
    free(ip);
    free(ports);
    out->first_port = (uint16_t)first;
    out->last_port = (uint16_t)last;
    out->first_lease_us = var_InheritInteger(intf, "sipcast-first-lease") * 1000000;
    out->orphan_us = var_InheritInteger(intf, "sipcast-orphan") * 1000000;
    return right && read_limits(intf, &out->limits) ? VLC_SUCCESS : VLC_EGENERIC;
}

static void create_variables(vlc_object_t *libvlc, struct hubs *hubs)
{
    var_Create(libvlc, REPLY_VARIABLE, VLC_VAR_STRING);
    var_Create(libvlc, ENDING_VARIABLE, VLC_VAR_BOOL);
    var_Create(libvlc, COMMAND_VARIABLE, VLC_VAR_STRING | VLC_VAR_ISCOMMAND);
    var_AddCallback(libvlc, COMMAND_VARIABLE, on_command, hubs);
    var_Create(libvlc, CLIENTS_VARIABLE, VLC_VAR_STRING | VLC_VAR_ISCOMMAND);
    var_AddCallback(libvlc, CLIENTS_VARIABLE, on_clients, hubs);
}

static void destroy_variables(vlc_object_t *libvlc, struct hubs *hubs)
{
    var_DelCallback(libvlc, CLIENTS_VARIABLE, on_clients, hubs);
    var_DelCallback(libvlc, COMMAND_VARIABLE, on_command, hubs);
    var_Destroy(libvlc, CLIENTS_VARIABLE);
    var_Destroy(libvlc, COMMAND_VARIABLE);
    var_Destroy(libvlc, ENDING_VARIABLE);
    var_Destroy(libvlc, REPLY_VARIABLE);
}

int sipcast_interface_open(vlc_object_t *object)
{
    intf_thread_t *intf = (intf_thread_t *)object;
    struct hubs_config config;
    if (read_config(intf, &config) != VLC_SUCCESS)
        return VLC_EGENERIC;
    intf->p_sys = malloc(sizeof *intf->p_sys);
    if (intf->p_sys == NULL)
        return VLC_ENOMEM;
    struct hubs *hubs = &intf->p_sys->hubs;
    struct sources *sources = &intf->p_sys->sources;
    sources->parent = object;
    reaper_init(&sources->reaper);
    hubs_init(hubs, &config, &sipcast_sources, sources);
    create_variables(VLC_OBJECT(intf->obj.libvlc), hubs);
    if (vlc_clone(&intf->p_sys->watchdog, watch, intf, VLC_THREAD_PRIORITY_LOW) != 0) {
        destroy_variables(VLC_OBJECT(intf->obj.libvlc), hubs);
        hubs_destroy(hubs);
        reaper_destroy(&sources->reaper);
        free(intf->p_sys);
        return VLC_ENOMEM;
    }
    vlc_mutex_lock(&the_hubs_lock);
    the_hubs = hubs;
    vlc_mutex_unlock(&the_hubs_lock);
    return VLC_SUCCESS;
}

void sipcast_interface_close(vlc_object_t *object)
{
    intf_thread_t *intf = (intf_thread_t *)object;
    struct hubs *hubs = &intf->p_sys->hubs;
    vlc_cancel(intf->p_sys->watchdog);
    vlc_join(intf->p_sys->watchdog, NULL);
    destroy_variables(VLC_OBJECT(intf->obj.libvlc), hubs);
    vlc_mutex_lock(&the_hubs_lock);
    the_hubs = NULL;
    vlc_mutex_unlock(&the_hubs_lock);
    hubs_destroy(hubs);
    struct reaper *reaper = &intf->p_sys->sources.reaper;
    if (!reaper_wait(reaper, NULL, INPUTS_LIMIT)) {
        /* An input that is left runs in code that VLC is about to unload. There is nothing to
         * save, so the process may as well end here. */
        msg_Warn(intf, "an input did not end in time");
        _exit(EXIT_SUCCESS);
    }
    reaper_destroy(reaper);
    free(intf->p_sys);
}
