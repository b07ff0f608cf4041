@NullMarked
package org.sipcast.steering;

import org.jspecify.annotations.NullMarked;
