/** The viewer page in Debian's browsers, with the real server, platform and media proxy. */
@NullMarked
package org.sipcast.browser;

import org.jspecify.annotations.NullMarked;
