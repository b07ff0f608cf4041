/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "mrl.h"

#include <stddef.h>
#include <string.h>

static const char *const schemes[] = {"file",  "http",  "https",  "udp",  "rtp",  "rtsp", "rtmp",
                                      "srt",   "ftp",   "ftps",   "sftp", "smb",  "nfs",  "dvb-t",
                                      "dvb-c", "dvb-s", "dvb-t2", "atsc", "v4l2", "alsa"};

bool mrl_is_allowed(const char *mrl)
{
    for (const char *c = mrl; *c != '\0'; c++)
        if (*c <= ' ' || *c > '~' || strchr("\"'\\`", *c) != NULL)
            return false;
    if (mrl[0] == '/')
        return true;
    const char *colon = strstr(mrl, "://");
    if (colon == NULL)
        return false;
    size_t length = (size_t)(colon - mrl);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (strlen(schemes[i]) == length && strncmp(mrl, schemes[i], length) == 0)
            return true;
    return false;
}
