package org.sipcast.billing.journal;

/**
 * Where a node's chain ends, or begins again after records were deleted.
 *
 * @param seq of the last record; 0 if there is none
 * @param hash its hash
 */
public record ChainHead(long seq, String hash) {
    /** What the first record of all names as its predecessor's hash. */
    public static final ChainHead NONE = new ChainHead(0, "0".repeat(64));
}
