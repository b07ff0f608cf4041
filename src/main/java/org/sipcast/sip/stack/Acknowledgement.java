package org.sipcast.sip.stack;

import org.jspecify.annotations.Nullable;

/**
 * What came of an ACK.
 *
 * @param ours whether it was awaited here; not so a repeated one, or that of a refusal
 * @param begins whether the call begins with it
 * @param answers whether its body answers an offer of ours
 */
record Acknowledgement(boolean ours, boolean begins, boolean answers, LiveDialog.@Nullable Hangup waiting) {}
