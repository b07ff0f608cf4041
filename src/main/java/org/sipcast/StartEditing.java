package org.sipcast;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.sipcast.editing.Editing;

/** Lets edits in as soon as all routes are up, and until they are to end. */
final class StartEditing extends MainListenerSupport {

    @Override
    public void afterStart(BaseMainSupport main) {
        editing(main).start();
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        editing(main).stop();
    }

    private static Editing editing(BaseMainSupport main) {
        return main.getCamelContext().getRegistry().lookupByNameAndType("editing", Editing.class);
    }
}
