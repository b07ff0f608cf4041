package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DialogTest {

    private static final UUID ID = UUID.fromString("f0000000-0000-4000-8000-00000000000a");

    private static Dialog dialog(String remoteTarget, String... routeSet) {
        return new Dialog(ID, "c@x", "rt", "sip:demo@x", "sip:ann@y", remoteTarget, List.of(routeSet), 0, 7, "UDP");
    }

    @Test
    void isFoundByItsLocalTag() {
        String tag = dialog("sip:ann@h").localTag();

        assertThat(tag).isEqualTo("f000000000004000800000000000000a");
        assertThat(Dialog.idOf(tag)).contains(ID);
    }

    @Test
    void doesNotMistakeForeignTagsForItsOwn() {
        assertThat(Dialog.idOf("")).isEmpty();
        assertThat(Dialog.idOf("f000000000004000800000000000000")).isEmpty();
        assertThat(Dialog.idOf("f000000000004000800000000000000ax")).isEmpty();
        assertThat(Dialog.idOf(ID.toString())).isEmpty();
    }

    @Test
    void countsItsOwnRequestsAndRemembersThePeersHighest() {
        Dialog dialog =
                dialog("sip:ann@h").withNextLocalCSeq().withNextLocalCSeq().withRemoteCSeq(9);

        assertThat(dialog.localCSeq()).isEqualTo(2);
        assertThat(dialog.remoteCSeq()).isEqualTo(9);
        assertThat(dialog.withRemoteCSeq(8).remoteCSeq()).isEqualTo(9);
    }

    @Test
    void belongsToItsPeerOnly() {
        Dialog dialog = dialog("sip:ann@h");

        assertThat(dialog.matches("c@x", "rt")).isTrue();
        assertThat(dialog.matches("c@x", "other")).isFalse();
        assertThat(dialog.matches("other", "rt")).isFalse();
    }

    @Test
    void sendsByTheTransportOfItsNextHop() {
        assertThat(dialog("sip:ann@h").nextHopTransport()).isEqualTo("UDP");
        assertThat(dialog("sip:ann@h;transport=tcp").nextHopTransport()).isEqualTo("TCP");
        assertThat(dialog("sip:ann@h;transport=ws", "<sip:p;lr>").nextHopTransport())
                .isEqualTo("UDP");
        assertThat(dialog("sip:ann@h", "<sip:p;transport=TCP;lr>", "<sip:q;lr>").nextHopTransport())
                .isEqualTo("TCP");
    }

    @Test
    void canBeStoredAndReadAgain() throws IOException, ClassNotFoundException {
        Dialog dialog = dialog("sip:ann@h", "<sip:p;lr>");
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(stored)) {
            out.writeObject(dialog);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stored.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(dialog);
        }
    }
}
