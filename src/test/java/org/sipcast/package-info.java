@NullMarked
package org.sipcast;

import org.jspecify.annotations.NullMarked;
