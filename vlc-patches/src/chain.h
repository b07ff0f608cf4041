/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_CHAIN_H
#define SIPCAST_CHAIN_H

/**
 * Checks a chain of stream outputs for this hub: `#` and then `duplicate`, `gate`, `transcode` and `fanout` only, each
 * with options of a fixed list, nothing that names a file or a network address. Returns NULL, or what is wrong.
 */
const char *chain_fault(const char *chain, const char *hub);

#endif
