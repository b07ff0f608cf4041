/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_MRL_H
#define SIPCAST_MRL_H

#include <stdbool.h>

/**
 * Tells whether a source may be read from here: an absolute path, or a URI of a scheme that reads
 * media. Printable ASCII without blanks, quotes and backslashes. `vlc://quit` is an example of what
 * must not pass.
 */
bool mrl_is_allowed(const char *mrl);

#endif
