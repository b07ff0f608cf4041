package org.sipcast.page;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** Something more that the page's server has to offer, under paths of its own. */
public interface PagePart {

    /** Adds its paths, in front of those of Camel's routes. */
    void mount(Vertx vertx, Router router);

    /** Ends what is still open, before the server does. */
    void close();
}
