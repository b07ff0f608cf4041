package org.sipcast.sip.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Puts private keys of the older forms into PKCS #8 (RFC 5208), the one that Java reads. */
final class DerKey {

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int CURVE = 0xA0;

    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    /** rsaEncryption, with no parameters. */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    /** id-ecPublicKey; the curve follows. */
    private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    private DerKey() {}

    /** @param pkcs1 an RSAPrivateKey (RFC 8017 appendix A.1.2) */
    static byte[] ofRsa(byte[] pkcs1) {
        return wrap(RSA, pkcs1);
    }

    /**
     * @param sec1 an ECPrivateKey that names its curve (RFC 5915 section 3)
     * @throws IllegalArgumentException if it does not
     */
    static byte[] ofEc(byte[] sec1) {
        return wrap(concat(EC, curve(sec1)), sec1);
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, concat(VERSION_0, element(SEQUENCE, algorithm), element(OCTET_STRING, key)));
    }

    private static byte[] curve(byte[] sec1) {
        ByteBuffer fields = ByteBuffer.wrap(content(ByteBuffer.wrap(sec1), SEQUENCE));
        while (fields.hasRemaining()) {
            int tag = fields.get(fields.position()) & 0xFF;
            byte[] content = content(fields, tag);
            if (tag == CURVE && content.length > 0 && content[0] == OBJECT_IDENTIFIER) {
                return content;
            }
        }
        throw new IllegalArgumentException("it does not name its curve");
    }

    private static byte[] content(ByteBuffer from, int tag) {
        if (from.remaining() < 2 || (from.get() & 0xFF) != tag) {
            throw new IllegalArgumentException("it is damaged");
        }
        int length = from.get() & 0xFF;
        if (length > 0x80) {
            int octets = length - 0x80;
            length = 0;
            for (int i = 0; i < octets && from.hasRemaining(); i++) {
                length = (length << 8) | (from.get() & 0xFF);
            }
        }
        if (length < 0 || length > from.remaining()) {
            throw new IllegalArgumentException("it is damaged");
        }
        byte[] content = new byte[length];
        from.get(content);
        return content;
    }

    private static byte[] element(int tag, byte[] content) {
        int octets = content.length;
        byte[] length;
        if (octets < 0x80) {
            length = new byte[] {(byte) octets};
        } else if (octets < 0x100) {
            length = new byte[] {(byte) 0x81, (byte) octets};
        } else {
            length = new byte[] {(byte) 0x82, (byte) (octets >> 8), (byte) octets};
        }
        return concat(new byte[] {(byte) tag}, length, content);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(whole::writeBytes);
        return whole.toByteArray();
    }
}
