/** What conf/channels.yaml may say, and how its mistakes are told. */
@NullMarked
package org.sipcast.channel;

import org.jspecify.annotations.NullMarked;
