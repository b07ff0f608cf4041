/** What feeds need beyond Camel: files for billing systems, signed HTTP requests, pauses while a consumer is away, prices. */
@NullMarked
package org.sipcast.billing.feed;

import org.jspecify.annotations.NullMarked;
