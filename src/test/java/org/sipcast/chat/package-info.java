@NullMarked
package org.sipcast.chat;

import org.jspecify.annotations.NullMarked;
