package org.sipcast.call;

import java.util.Map;

/**
 * A call whose sink is to be added in another VLC, as the one that had it is gone.
 *
 * @param call with another SSRC for each stream of which it is not known where it was: it would go back, which receivers take for a replay
 * @param positions where each stream was when the hub reported last, by medium; without those that it did not report
 */
public record Continuation(Call call, Map<String, String> positions) {}
