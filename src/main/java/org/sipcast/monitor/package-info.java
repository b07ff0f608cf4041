/**
 * What operators see and do: MBeans for the console, health checks, metrics, draining, the log as JSON. It may know every other package and none
 * knows it; what it does to calls it does by routes.
 */
@NullMarked
package org.sipcast.monitor;

import org.jspecify.annotations.NullMarked;
