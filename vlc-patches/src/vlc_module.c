/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <vlc_common.h>
#include <vlc_plugin.h>

#include "vlc_sipcast.h"

vlc_module_begin()
    set_shortname("sipcast")
    set_description("One encode for many RTP viewers")
    set_capability("interface", 0)
    set_category(CAT_INTERFACE)
    set_subcategory(SUBCAT_INTERFACE_CONTROL)
    set_callbacks(sipcast_interface_open, sipcast_interface_close)
    add_string("sipcast-address", "127.0.0.1", "Address", "IP literal that the media sockets bind",
               false)
    add_string("sipcast-ports", "20000-29999", "Ports", "Range of media ports, FIRST-LAST", false)
    add_integer("sipcast-first-lease", 60, "First lease",
                "Seconds until a new hub needs its first renewal", false)
    add_integer("sipcast-orphan", 60, "Orphan time",
                "Seconds without leases and control connections after which VLC ends by itself",
                false)
    add_string("sipcast-limits", "", "Limits",
               "What hubs begin with of `hub limits`: NAME=VALUE, separated by commas", false)

    add_submodule()
    set_description("Passes a stream on while a viewer wants its codec")
    set_capability("sout stream", 0)
    add_shortcut("gate")
    set_callbacks(sipcast_gate_open, sipcast_gate_close)
    add_string("sout-gate-hub", NULL, "Hub", "Hub that is asked", false)
    add_string("sout-gate-codec", NULL, "Codec", "Codec that is asked for", false)
    add_integer("sipcast-linger", 10, "Linger",
                "Seconds that a gate stays open after the last viewer", false)

    add_submodule()
    set_description("Hands encoded frames to a hub")
    set_capability("sout stream", 0)
    add_shortcut("fanout")
    set_callbacks(sipcast_fanout_open, sipcast_fanout_close)
    add_string("sout-fanout-hub", NULL, "Hub", "Hub that sends the frames", false)
    add_string("sout-fanout-codec", NULL, "Codec", "Codec of the frames", false)

    add_submodule()
    set_description("Has a source begin again where it ends")
    set_capability("sout stream", 0)
    add_shortcut("loop")
    set_callbacks(sipcast_loop_open, sipcast_loop_close)
vlc_module_end()
