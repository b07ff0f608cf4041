package org.sipcast.e2e.phone;

/**
 * What baresip tells about a call.
 *
 * @param type such as {@code CALL_ESTABLISHED}
 * @param detail the reason why a call is closed
 */
record BaresipEvent(String type, String detail) {}
