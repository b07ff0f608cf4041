/** Tests of feeds: their files, and the shipped routes against real databases, a real Kafka broker and a real HTTP server. */
@NullMarked
package org.sipcast.billing.feed;

import org.jspecify.annotations.NullMarked;
