/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_CHAIN_H
#define SIPCAST_CHAIN_H

/**
 * Checks a chain of stream outputs for this hub: `#` and then `duplicate`, `gate`, `transcode` and
 * `fanout` only, each with options of a fixed list, nothing that names a file or a network address.
 * Returns NULL, or what is wrong.
 */
const char *chain_fault(const char *chain, const char *hub);

/**
 * The same chain as VLC wants it: its parser ends a destination at the first closing brace unless
 * it stands in quotes. The chain has passed chain_fault; the caller frees the result. NULL without
 * memory.
 */
char *chain_for_vlc(const char *chain);

#endif
