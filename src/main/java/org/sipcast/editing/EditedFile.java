package org.sipcast.editing;

import java.nio.file.Path;
import java.util.List;

/** Something besides routes that is edited while the server runs. Each method is called by the same thread. */
public interface EditedFile {

    /** The files that it is made of, which may be missing. */
    List<Path> files();

    /** Takes them as they are now; or changes nothing, and says what is wrong. */
    List<Problem> take();

    /** Called several times a second, for what had to wait. */
    default void look() {}
}
