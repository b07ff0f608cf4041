package org.sipcast.console;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** Something that the management server has at paths of its own. */
public interface ManagementPart {

    /** Adds its paths; before the server listens. */
    void mount(Vertx vertx, Router router);
}
