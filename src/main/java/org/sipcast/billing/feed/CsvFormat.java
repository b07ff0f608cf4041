package org.sipcast.billing.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sipcast.safety.SpreadsheetText;

/** One line for each call that is over and for each correction (RFC 4180): sip:provider CE's fields in its order, then our own. */
final class CsvFormat implements FileFormat {
    private static final Set<String> EVENTS = Set.of("stopped", "corrected");

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectWriter csv = CsvMapper.builder()
            .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
            .build()
            .writer()
            .with(CsvSchema.emptySchema());

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public String header(String node, int count, long first, long last) throws JsonProcessingException {
        return write(Stream.of(VERSION, count, first, last).map(String::valueOf));
    }

    @Override
    public @Nullable String line(Map<String, Object> record) throws JsonProcessingException {
        String event = String.valueOf(record.get("event"));
        if (!EVENTS.contains(event)) {
            return null;
        }
        JsonNode whole = json.readTree(String.valueOf(record.get("json")));
        return write(Arrays.stream(CsvField.values()).map(field -> field.of(event, whole)));
    }

    @Override
    public String trailer(int count, String sha256, String md5) throws JsonProcessingException {
        return write(Stream.of(String.valueOf(count), sha256, md5));
    }

    private String write(Stream<String> values) throws JsonProcessingException {
        return csv.writeValueAsString(values.map(SpreadsheetText::harmless).toArray(String[]::new));
    }
}
