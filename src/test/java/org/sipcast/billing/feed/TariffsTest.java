package org.sipcast.billing.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TariffsTest {

    @ParameterizedTest
    @CsvSource({
        "0.05, 60, 61234, 120, 0.1",
        "0.05, 60, 60000, 60, 0.05",
        "0.05, 60, 1, 60, 0.05",
        "0.05, 60, 0, 0, 0",
        "0.12, 1, 61234, 62, 0.124",
        "0.10, 1, 1000, 1, 0.001667",
        "0.1, 60, 180000, 180, 0.3",
        "123456789.99, 60, 86400000, 86400, 177777777585.6",
    })
    void whatHasBegunIsChargedInDecimals(
            BigDecimal minute, long increment, long milliseconds, long charged, BigDecimal amount) {
        Tariff tariff = new Tariff(minute, "EUR", increment);
        assertThat(tariff.chargedSeconds(milliseconds)).isEqualTo(charged);
        assertThat(tariff.amount(milliseconds)).isEqualByComparingTo(amount);
    }

    @Test
    void theShippedTableIsRead() throws Exception {
        Tariffs tariffs = new Tariffs(Path.of("conf/tariffs.csv"));
        Map<String, Object> row = row("livetv", 61234);

        Map<String, Object> priced = tariffs.price(row);
        assertThat(priced.get("json"))
                .isEqualTo(
                        "{\"data\":{\"channel\":\"livetv\",\"billableMilliseconds\":61234,\"price\":{\"amount\":\"0.100000\","
                                + "\"currency\":\"EUR\",\"minute\":\"0.05\",\"chargedSeconds\":120}}}");
        assertThat(priced).containsEntry("event", "stopped");
        assertThat(row.get("json")).asString().doesNotContain("price");
    }

    @Test
    void aChannelWithoutTariffIsUnratedAndNotFree() throws Exception {
        assertThat(new Tariffs(Path.of("conf/tariffs.csv")).price(row("new", 1)).get("json"))
                .asString()
                .contains("\"price\":{\"unrated\":\"no tariff for channel new\"}")
                .doesNotContain("amount");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "livetv,5 cents,EUR,60; a tariff is a price",
                "livetv,-0.05,EUR,60; a tariff is a price",
                "livetv,0.05,Euro,60; a tariff is a price",
                "livetv,0.05,EUR,0; a tariff is a price",
                "livetv,0.05; a tariff is a price",
                "demo,0.05,EUR,60; each channel has one line",
            })
    void aLineThatCannotBeUnderstoodIsNamed(String line, String words, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("tariffs.csv"), "channel,minute,currency,increment\ndemo,1,EUR,1\n" + line + "\n");
        assertThatThrownBy(() -> new Tariffs(file).price(row("demo", 1)))
                .isInstanceOf(NotTakenException.class)
                .hasMessageContainingAll("tariffs.csv", words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no table at all\n", "channel,price\nlivetv,1\n"})
    void aFileThatIsNoTableIsNotTakenForAnEmptyOne(String content, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("tariffs.csv"), content);
        assertThatThrownBy(() -> new Tariffs(file).price(row("livetv", 1)))
                .isInstanceOf(NotTakenException.class)
                .hasMessageContaining("tariffs.csv");
    }

    private static Map<String, Object> row(String channel, long milliseconds) {
        return Map.of(
                "event",
                "stopped",
                "json",
                "{\"data\":{\"channel\":\"%s\",\"billableMilliseconds\":%d}}".formatted(channel, milliseconds));
    }
}
