package org.sipcast.vlc;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares what a VLC has with the calls in progress: takes out what belongs to none of them, and puts the sinks into the body, as a
 * list, that have to be there and are not, twice in succession: what was lost just now may be on its way to another VLC. Of
 * a VLC that does not answer nothing is known to be missing.
 */
final class Reconcile implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        Set<String> hubs = Set.copyOf(request.collection(VlcConstants.HUBS));
        Set<String> sinks = Set.copyOf(request.collection(VlcConstants.SINKS));
        Set<String> lost = new HashSet<>();
        VlcInstance vlc = request.vlc();
        Reconciliation reconciliation = vlc.reconciliation();
        vlc.reconciliations().next(() -> {
            Set<String> present = reconciliation.sinksAfterCleaning(hubs, sinks);
            Set<String> missing = new HashSet<>(request.collection(VlcConstants.DUE_SINKS));
            missing.removeAll(present);
            lost.addAll(reconciliation.missingAgain(missing));
        });
        request.message().setBody(List.copyOf(lost));
    }
}
