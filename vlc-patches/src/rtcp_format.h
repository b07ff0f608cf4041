/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_RTCP_FORMAT_H
#define SIPCAST_RTCP_FORMAT_H

/* What the writer and the reader of RTCP have in common. */

/* RFC 3550 12.1, RFC 4585 6.1 */
enum { PT_SR = 200, PT_RR = 201, PT_SDES = 202, PT_BYE = 203, PT_RTPFB = 205, PT_PSFB = 206 };

/* RFC 4585 6.2 and 6.3, RFC 5104 4.3 */
enum { RTPFB_NACK = 1, PSFB_PLI = 1, PSFB_FIR = 4 };

enum {
    HEADER_SIZE = 4,
    SSRC_SIZE = 4,
    SENDER_INFO_SIZE = 20,
    REPORT_BLOCK_SIZE = 24,
    FIR_ENTRY_SIZE = 8,
    NACK_ENTRY_SIZE = 4,
    SDES_CNAME = 1,
};

#endif
