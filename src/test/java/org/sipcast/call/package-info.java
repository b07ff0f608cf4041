@NullMarked
package org.sipcast.call;

import org.jspecify.annotations.NullMarked;
