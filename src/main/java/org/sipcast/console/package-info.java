/**
 * What operators reach by HTTP, on a port of its own: Hawtio behind a password, health checks, metrics. Only this package knows
 * Jolokia, and lets it do no more than {@code jolokia-access.xml} says.
 */
@org.jspecify.annotations.NullMarked
package org.sipcast.console;
