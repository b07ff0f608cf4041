package org.sipcast.billing.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prices for the records of calls, by channel. A price is a member of the event's data; the record itself stays as it is. */
public final class Tariffs {
    private static final Logger log = LoggerFactory.getLogger(Tariffs.class);

    private static final List<String> COLUMNS = List.of("channel", "minute", "currency", "increment");

    private final ObjectMapper json = new ObjectMapper();
    private final Path file;
    private volatile @Nullable Map<String, Tariff> byChannel;
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /**
     * Those of a table, which is read when the first price is asked for: who rates nothing needs none.
     *
     * @param file {@code channel,minute,currency,increment}
     */
    public Tariffs(Path file) {
        this.file = file;
    }

    /** The table; it is read again each time until it can be understood. */
    private Map<String, Tariff> table() {
        Map<String, Tariff> known = byChannel;
        if (known == null) {
            known = read(file);
            byChannel = known;
        }
        return known;
    }

    /**
     * Reads {@code channel,minute,currency,increment}.
     *
     * @throws NotTakenException that names the file and the line, if it cannot be understood
     */
    private static Map<String, Tariff> read(Path file) {
        CsvSchema schema = CsvSchema.emptySchema().withHeader().withComments();
        Map<String, Tariff> tariffs = new HashMap<>();
        try (MappingIterator<Map<String, String>> lines =
                new CsvMapper().readerForMapOf(String.class).with(schema).readValues(file.toFile())) {
            boolean more = lines.hasNext();
            CsvSchema columns = (CsvSchema) lines.getParser().getSchema();
            if (COLUMNS.stream().anyMatch(name -> columns.column(name) == null)) {
                throw new IllegalArgumentException("its first line must be " + String.join(",", COLUMNS));
            }
            while (more) {
                Map<String, String> line = lines.next();
                String channel = line.getOrDefault("channel", "").strip();
                if (channel.isEmpty() || tariffs.put(channel, tariff(line)) != null) {
                    throw new IllegalArgumentException("each channel has one line, but this is one more: " + line);
                }
                more = lines.hasNext();
            }
            return Map.copyOf(tariffs);
        } catch (IOException | IllegalArgumentException e) {
            throw new NotTakenException(
                    "without a readable tariff table there are no prices: " + file + ": " + e.getMessage());
        }
    }

    /** How long the viewer waited for the first packet; 0 if none came. */
    public long waitedMilliseconds(Map<String, Object> row) throws JsonProcessingException {
        return event(row).path("data").path("timeToFirstPacketMilliseconds").asLong();
    }

    /** The row with the price of its channel's tariff; where there is none, it says so instead of having a price. */
    public Map<String, Object> price(Map<String, Object> row) throws JsonProcessingException {
        ObjectNode event = event(row);
        String channel = event.path("data").path("channel").asText();
        Tariff tariff = table().get(channel);
        if (tariff == null) {
            if (unknown.add(channel)) {
                log.error("No tariff for channel {}: its calls stay without a price", channel);
            }
            return with(row, event, json.createObjectNode().put("unrated", "no tariff for channel " + channel));
        }
        JsonNode billable = event.path("data").path("billableMilliseconds");
        if (!billable.isIntegralNumber()) {
            return with(row, event, json.createObjectNode().put("unrated", "nothing says how long it was"));
        }
        long milliseconds = billable.longValue();
        return with(
                row,
                event,
                json.createObjectNode()
                        .put("amount", tariff.amount(milliseconds).toPlainString())
                        .put("currency", tariff.currency())
                        .put("minute", tariff.minute().toPlainString())
                        .put("chargedSeconds", tariff.chargedSeconds(milliseconds)));
    }

    /** The row with a price of nothing. */
    public Map<String, Object> free(Map<String, Object> row, String reason) throws JsonProcessingException {
        ObjectNode price = json.createObjectNode().put("amount", "0");
        ObjectNode event = event(row);
        Tariff tariff = table().get(event.path("data").path("channel").asText());
        if (tariff != null) {
            price.put("currency", tariff.currency());
        }
        return with(row, event, price.put("reason", reason));
    }

    private ObjectNode event(Map<String, Object> row) throws JsonProcessingException {
        return json.readValue(String.valueOf(row.get("json")), ObjectNode.class);
    }

    private Map<String, Object> with(Map<String, Object> row, ObjectNode event, ObjectNode price)
            throws JsonProcessingException {
        event.withObject("data").set("price", price);
        Map<String, Object> priced = new LinkedHashMap<>(row);
        priced.put("json", json.writeValueAsString(event));
        return priced;
    }

    private static Tariff tariff(Map<String, String> line) {
        String minute = line.getOrDefault("minute", "").strip();
        String currency = line.getOrDefault("currency", "").strip();
        String increment = line.getOrDefault("increment", "").strip();
        if (!minute.matches("[0-9]{1,9}([.][0-9]{1,9})?")
                || !currency.matches("[A-Z]{3}")
                || !increment.matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException(
                    "a tariff is a price such as 0.05, a currency such as EUR and seconds such as 60, not " + line);
        }
        return new Tariff(new BigDecimal(minute), currency, Long.parseLong(increment));
    }
}
