package org.sipcast.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description of all this for programs (OpenAPI 3), in YAML and in JSON. */
final class OpenApi {
    private static final String FILE = "/records/openapi.yaml";

    private OpenApi() {}

    static void serve(Router router) {
        String yaml = read();
        Buffer asYaml = Buffer.buffer(yaml);
        Buffer asJson = Buffer.buffer(json(yaml));
        router.get("/records/openapi.yaml").handler(context -> context.response()
                .putHeader("Content-Type", "application/yaml")
                .end(asYaml));
        router.get("/records/openapi.json").handler(context -> context.response()
                .putHeader("Content-Type", "application/json")
                .end(asJson));
    }

    static String read() {
        try (InputStream stream = OpenApi.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException(FILE + " is missing in the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String json(String yaml) {
        try {
            Object description = new Load(LoadSettings.builder().build()).loadFromString(yaml);
            return new ObjectMapper().writeValueAsString(description);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
