package org.sipcast.sip;

import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.sipcast.sip.stack.SipIdentity;
import org.sipcast.sip.stack.SipMethod;
import org.sipcast.sip.stack.SipRequest;

/** Puts what a request says into the message of an exchange. */
final class Requests {
    private Requests() {}

    static void fill(Message message, SipRequest request, PassedHeaders passed) {
        Map<String, Object> headers = message.getHeaders();
        put(
                headers,
                SipConstants.DIALOG_ID,
                request.dialogId() == null ? null : request.dialogId().toString());
        put(headers, SipConstants.METHOD, request.method().name());
        put(headers, SipConstants.EVENT, request.event().name());
        put(headers, SipConstants.CALL_ID, request.callId());
        put(headers, SipConstants.USER, request.user());
        put(headers, SipConstants.REQUEST_URI, request.requestUri());
        put(headers, SipConstants.FROM, request.from());
        put(headers, SipConstants.FROM_DISPLAY_NAME, request.fromDisplayName());
        SipIdentity identity = request.identity();
        if (identity != null) {
            put(headers, SipConstants.IDENTITY, identity.uri());
            put(headers, SipConstants.IDENTITY_DISPLAY_NAME, identity.displayName());
        }
        put(headers, SipConstants.TO, request.to());
        InetSocketAddress remote = request.remote();
        if (remote != null) {
            put(headers, SipConstants.REMOTE_ADDRESS, remote.getAddress().getHostAddress());
            put(headers, SipConstants.REMOTE_PORT, remote.getPort());
        }
        put(headers, SipConstants.TRANSPORT, request.transport());
        put(headers, SipConstants.CONTENT_TYPE, request.contentType());
        if (request.event() == SipMethod.INVITE) {
            String accept = String.join(", ", request.headers().values("Accept"));
            put(headers, SipConstants.ACCEPT, accept.isEmpty() ? null : accept);
        }
        if (request.event() == SipMethod.BYE) {
            put(headers, SipConstants.ORIGIN, request.isLocal() ? "local" : "remote");
        }
        put(headers, SipConstants.AGE, request.age().toMillis());
        put(headers, SipConstants.REASON, request.reason());
        put(headers, SipConstants.RECV_INFO, InfoPackages.taken(request.headers()));
        put(headers, SipConstants.INFO_PACKAGE, InfoPackages.of(request.headers()));
        passed.copy(request.headers(), message);
        message.setBody(request.body());
    }

    private static void put(Map<String, Object> headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
