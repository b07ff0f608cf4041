@NullMarked
package org.sipcast.monitor;

import org.jspecify.annotations.NullMarked;
