package org.sipcast.billing.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** One event a line, byte for byte as the journal has it; header and trailer are JSON objects that have no {@code specversion}. */
final class NdjsonFormat implements FileFormat {
    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public String extension() {
        return "ndjson";
    }

    @Override
    public String header(String node, int count, long first, long last) throws JsonProcessingException {
        ObjectNode header = mapper.createObjectNode()
                .put("format", "org.sipcast.records")
                .put("version", VERSION)
                .put("node", node)
                .put("count", count)
                .put("first", first)
                .put("last", last);
        return mapper.writeValueAsString(header) + "\n";
    }

    @Override
    public String line(Map<String, Object> record) {
        return record.get("json") + "\n";
    }

    @Override
    public String trailer(int count, String sha256, String md5) throws JsonProcessingException {
        ObjectNode trailer = mapper.createObjectNode()
                .put("count", count)
                .put("sha256", sha256)
                .put("md5", md5);
        return mapper.writeValueAsString(trailer) + "\n";
    }
}
