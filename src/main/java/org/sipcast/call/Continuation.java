package org.sipcast.call;

import java.util.Map;

/**
 * A call whose sink is to be added in another VLC, as the one that had it is gone.
 *
 * @param call with other SSRCs, if it is not known where the streams were: they would go back, which receivers take for a replay
 * @param positions where each stream was when the hub reported last, by medium; empty if it did not
 */
public record Continuation(Call call, Map<String, String> positions) {}
