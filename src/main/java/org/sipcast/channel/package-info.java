/** What can be called, as conf/channels.yaml says. */
@NullMarked
package org.sipcast.channel;

import org.jspecify.annotations.NullMarked;
