@NullMarked
package org.sipcast.console;

import org.jspecify.annotations.NullMarked;
