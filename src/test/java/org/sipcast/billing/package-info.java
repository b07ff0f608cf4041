@NullMarked
package org.sipcast.billing;

import org.jspecify.annotations.NullMarked;
