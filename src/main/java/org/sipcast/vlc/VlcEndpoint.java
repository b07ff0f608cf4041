package org.sipcast.vlc;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.sipcast.vlc.telnet.SinkStart;

/** Opens sources in VLC, sends them to viewers by RTP, and reports when a source or a VLC has come to its end. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "vlc",
        title = "VLC",
        syntax = "vlc:operation",
        category = {Category.NETWORKING},
        headersClass = VlcConstants.class)
public class VlcEndpoint extends DefaultEndpoint {
    /** The one operation that routes begin with. */
    static final String ENDED = "ended";

    @UriPath(
            description = "What VLC is to do; to begin a route, ended",
            enums = "open-hub,renew-lease,close-hub,hub-stats,open-source,play,pause,seek,source-state,add-sink,"
                    + "pause-sink,resume-sink,delete-sink,list-sinks,reconcile,list-instances,shutdown,ended")
    @Metadata(required = true)
    private String operation;

    @UriParam(
            description =
                    "add-sink: what the viewer gets first: gop, the current group of pictures once more and so a picture"
                            + " at once; key, the live packets from the next keyframe on; now, the live packets",
            defaultValue = "gop")
    private SinkStart start = SinkStart.GOP;

    public VlcEndpoint(String uri, VlcComponent component, String operation) {
        super(uri, component);
        this.operation = operation;
    }

    @Override
    public VlcComponent getComponent() {
        return (VlcComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        VlcOperation known = VlcOperation.BY_NAME.get(operation);
        if (known == null) {
            throw new IllegalArgumentException(
                    "vlc: cannot be told to " + operation + "; it knows " + VlcOperation.names());
        }
        return new VlcProducer(this, known);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!operation.equals(ENDED)) {
            throw new IllegalArgumentException("a route can begin with vlc:" + ENDED + " only, not vlc:" + operation);
        }
        VlcConsumer consumer = new VlcConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    public String getOperation() {
        return operation;
    }

    public void setOperation(String operation) {
        this.operation = operation;
    }

    public SinkStart getStart() {
        return start;
    }

    public void setStart(SinkStart start) {
        this.start = start;
    }
}
