/** The page's server, over sockets. */
@NullMarked
package org.sipcast.page;

import org.jspecify.annotations.NullMarked;
