package org.sipcast.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.sipcast.e2e.film.FilmPicture;

/** The viewer page, as a person uses it: looks, clicks, keys; and what its connection says of itself. */
final class ViewerPage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String RECEIVED =
            """
            (async () => {
              const sums = { framesDecoded: 0, energy: 0, codecs: [] };
              for (const connection of window.heard.connections.filter((one) => one.connectionState === 'connected')) {
                const reports = await connection.getStats();
                for (const report of reports.values()) {
                  if (report.type !== 'inbound-rtp') continue;
                  sums.framesDecoded += report.framesDecoded ?? 0;
                  sums.energy += report.totalAudioEnergy ?? 0;
                  const codec = reports.get(report.codecId);
                  if (codec) sums.codecs.push(codec.mimeType.split('/')[1].toLowerCase());
                }
              }
              return sums;
            })()
            """;

    private final Browser browser;
    private final String context;

    ViewerPage(Browser browser, String context) {
        this.browser = browser;
        this.context = context;
    }

    void open(String url) {
        browser.send("browsingContext.navigate", Map.of("context", context, "url", url, "wait", "complete"));
    }

    JsonNode evaluate(String script) {
        return browser.evaluate(context, script);
    }

    /** Clicks at a channel of the guide, once it is there. */
    void choose(String channel) {
        click("[data-channel='" + channel + "']");
    }

    /** Clicks with the mouse at the middle of an element, once it is shown; scrolls there if need be. */
    void click(String selector) {
        awaitTrue("(document.querySelector(`%s`)?.checkVisibility() ?? false)".formatted(selector));
        var middle = evaluate(
                "(() => { const element = document.querySelector(`%s`); element.scrollIntoView({ block: 'nearest' });"
                                .formatted(selector)
                        + " const box = element.getBoundingClientRect(); return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) }; })()");
        browser.act(
                context,
                Map.of(
                        "type",
                        "pointer",
                        "id",
                        "mouse",
                        "actions",
                        List.of(
                                Map.of(
                                        "type", "pointerMove",
                                        "x", middle.path("x").asInt(),
                                        "y", middle.path("y").asInt()),
                                Map.of("type", "pointerDown", "button", 0),
                                Map.of("type", "pointerUp", "button", 0))));
    }

    /** Presses keys one after the other; those without a letter by their code of WebDriver. */
    void type(String keys) {
        var actions = keys.codePoints()
                .mapToObj(Character::toString)
                .<Map<String, Object>>mapMulti((key, out) -> {
                    out.accept(Map.of("type", "keyDown", "value", key));
                    out.accept(Map.of("type", "keyUp", "value", key));
                })
                .toList();
        browser.act(context, Map.of("type", "key", "id", "keyboard", "actions", actions));
    }

    void resize(int width, int height) {
        browser.send(
                "browsingContext.setViewport",
                Map.of("context", context, "viewport", Map.of("width", width, "height", height)));
    }

    /** As for people who have set their screen to dark colours. */
    void darken() {
        emulate(
                "setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    }

    /** From the next page on. */
    void moveTo(String zone) {
        emulate("setTimezoneOverride", Map.of("timezoneId", zone));
    }

    private void emulate(String what, Map<String, Object> parameters) {
        var session = browser.send("goog:cdp.getSession", Map.of("context", context))
                .path("session")
                .asText();
        browser.send(
                "goog:cdp.sendCommand",
                Map.of("session", session, "method", "Emulation." + what, "params", parameters));
    }

    /** What is seen of it, as PNG. */
    byte[] picture() {
        return Base64.getDecoder()
                .decode(browser.send(
                                "browsingContext.captureScreenshot", Map.of("context", context, "origin", "viewport"))
                        .path("data")
                        .asText());
    }

    /** Such as playing, waiting or over. */
    String state() {
        return evaluate("document.documentElement.dataset.state").asText();
    }

    /** What stands in the picture's place. */
    String headline() {
        return text("#headline");
    }

    String text(String selector) {
        return evaluate("document.querySelector(`%s`)?.textContent".formatted(selector))
                .asText();
    }

    boolean isShown(String selector) {
        return evaluate("document.querySelector(`%s`)?.checkVisibility()".formatted(selector))
                .asBoolean();
    }

    ViewerPage awaitState(String state) {
        await(state).atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> state().equals(state));
        return this;
    }

    void awaitTrue(String script) {
        await(script).atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> evaluate(script)
                .asBoolean());
    }

    /** From the click to the first picture, as the page tells people. */
    Duration toFirstPicture() {
        var words = text("#state").replaceAll(".* after ([0-9.]+) s", "$1");
        return Duration.ofMillis(Math.round(Double.parseDouble(words) * 1000));
    }

    int framesDecoded() {
        return received().path("framesDecoded").asInt();
    }

    /** Of the sound so far; it does not rise in silence. */
    double soundEnergy() {
        return received().path("energy").asDouble();
    }

    /** Of picture and sound, in small letters. */
    List<String> codecs() {
        var codecs = new java.util.TreeSet<String>();
        received().path("codecs").forEach(codec -> codecs.add(codec.asText()));
        return List.copyOf(codecs);
    }

    /** How often the page asked for camera or microphone. */
    int timesAsked() {
        return evaluate("window.heard.asked").asInt();
    }

    private JsonNode received() {
        return evaluate(RECEIVED);
    }

    /** What is on the screen where the picture is. */
    FilmPicture filmPicture() {
        var box = evaluate("document.querySelector('#video').getBoundingClientRect()");
        var clip = Map.of(
                "type", "box",
                "x", box.path("x").asDouble(),
                "y", box.path("y").asDouble(),
                "width", box.path("width").asDouble(),
                "height", box.path("height").asDouble());
        var data = browser.send("browsingContext.captureScreenshot", Map.of("context", context, "clip", clip))
                .path("data")
                .asText();
        return FilmPicture.read(image(Base64.getDecoder().decode(data)));
    }

    private static BufferedImage image(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        browser.send("browsingContext.close", Map.of("context", context));
    }
}
