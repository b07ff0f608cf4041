package org.sipcast.vlc;

/** Puts the names of the VLCs that we have a connection to into the body, as a list. */
final class ListInstances implements VlcOperation {
    @Override
    public void perform(VlcRequest request) {
        request.message()
                .setBody(request.component().instances().connected().stream()
                        .map(VlcInstance::name)
                        .toList());
    }
}
