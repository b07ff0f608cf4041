/** The demo film as a phone shows it: which moment of the film a picture and a sound are. */
@NullMarked
package org.sipcast.e2e.film;

import org.jspecify.annotations.NullMarked;
