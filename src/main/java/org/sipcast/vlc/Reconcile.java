package org.sipcast.vlc;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares what a VLC has with the calls in progress: takes out what belongs to none of them, and puts the sinks that
 * have to be there and are not into the body, as a list. Of a VLC that does not answer nothing is known to be missing.
 */
final class Reconcile implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        Set<String> hubs = Set.copyOf(request.collection(VlcConstants.HUBS));
        Set<String> sinks = Set.copyOf(request.collection(VlcConstants.SINKS));
        Set<String> missing = new HashSet<>();
        VlcInstance vlc = request.vlc();
        Reconciliation reconciliation = vlc.reconciliation();
        vlc.reconciliations().next(() -> {
            Set<String> present = reconciliation.sinksAfterCleaning(hubs, sinks);
            missing.addAll(request.collection(VlcConstants.DUE_SINKS));
            missing.removeAll(present);
        });
        request.message().setBody(List.copyOf(missing));
    }
}
