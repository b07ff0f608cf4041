package org.sipcast.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the description of all this is true. */
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private RecordsServer server;

    @BeforeEach
    void start() {
        server = RecordsServer.sqlite(folder, Clock.systemUTC());
        var now = Instant.now();
        server.append(TestEvents.started("a", "livetv", "sip:x@example.org", now));
        server.append(TestEvents.stopped("a", "livetv", "sip:x@example.org", now, now, 1));
        server.append(TestEvents.started("b", "livetv", "sip:x@example.org", now));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isValidInBothForms() throws Exception {
        for (String form : List.of("yaml", "json")) {
            var parsed = new OpenAPIV3Parser()
                    .readContents(server.get("/records/openapi." + form).body(), null, null);
            assertThat(parsed.getMessages()).as(form).isEmpty();
            assertThat(parsed.getOpenAPI().getPaths()).hasSize(7);
        }
        assertThat(JSON.readTree(server.get("/records/openapi.json").body())
                        .path("openapi")
                        .asText())
                .isEqualTo("3.0.3");
    }

    @Test
    void everyOperationAnswersAsDescribed() throws Exception {
        for (var path : description().getPaths().entrySet()) {
            Operation operation = path.getValue().getGet();
            assertThat(path.getValue().readOperations()).as(path.getKey()).containsExactly(operation);
            var answer = server.follow(path.getKey());
            assertThat(answer.statusCode()).as(path.getKey()).isEqualTo(200);
            String type =
                    answer.headers().firstValue("Content-Type").orElseThrow().split(";", 2)[0];
            var success = Objects.requireNonNull(operation.getResponses().get("200"), path.getKey());
            var media = Objects.requireNonNull(success.getContent().get(type), path.getKey() + " is " + type);
            if (type.endsWith("json")) {
                assertThat(mismatches(media.getSchema(), JSON.readTree(answer.body()), path.getKey()))
                        .isEmpty();
            }
            answer.body().close();
        }
    }

    @Test
    void everyOperationSaysWhatItRefuses() {
        for (var path : description().getPaths().entrySet()) {
            assertThat(path.getValue().getGet().getResponses().keySet())
                    .as(path.getKey())
                    .contains("401", "403", "405", "429", "500", "503");
        }
    }

    @Test
    void everyParameterIsTakenWithinItsBoundsAndRefusedBeyond() throws Exception {
        for (var path : description().getPaths().entrySet()) {
            for (Parameter parameter : parameters(path.getValue().getGet())) {
                var schema = parameter.getSchema();
                if (schema.getMinimum() != null) {
                    long least = schema.getMinimum().longValueExact();
                    assertThat(status(path.getKey(), parameter, "" + least)).isEqualTo(200);
                    assertThat(status(path.getKey(), parameter, "" + (least - 1)))
                            .isEqualTo(400);
                }
                if (schema.getMaximum() != null) {
                    long most = schema.getMaximum().longValueExact();
                    assertThat(status(path.getKey(), parameter, "" + most)).isEqualTo(200);
                    assertThat(status(path.getKey(), parameter, "" + (most + 1)))
                            .isEqualTo(400);
                }
                assertThat(status(path.getKey(), parameter, "no-such")).isEqualTo(400);
            }
        }
    }

    private int status(String path, Parameter parameter, String value) throws Exception {
        var answer = parameter.getIn().equals("header")
                ? server.follow(path, parameter.getName(), value)
                : server.follow(path + "?" + parameter.getName() + "=" + value);
        answer.body().close();
        return answer.statusCode();
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static OpenAPI description() {
        var options = new ParseOptions();
        options.setResolve(true);
        options.setResolveFully(true);
        return new OpenAPIV3Parser().readContents(OpenApi.read(), null, options).getOpenAPI();
    }

    /** What is missing, what nobody described, and what has another type. */
    private static List<String> mismatches(Schema<?> schema, JsonNode value, String at) {
        List<String> found = new ArrayList<>();
        if (value.isNull()) {
            if (!Boolean.TRUE.equals(schema.getNullable())) {
                found.add(at + " is null");
            }
            return found;
        }
        boolean fits =
                switch (String.valueOf(schema.getType())) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    default -> value.isTextual();
                };
        if (!fits) {
            found.add(at + " is no " + schema.getType());
        } else if (value.isArray()) {
            value.forEach(item -> found.addAll(mismatches(schema.getItems(), item, at + "[]")));
        } else if (value.isObject() && schema.getProperties() != null) {
            value.fieldNames().forEachRemaining(name -> {
                var property = schema.getProperties().get(name);
                if (property == null) {
                    found.add(at + "." + name + " is not described");
                } else {
                    found.addAll(mismatches(property, value.path(name), at + "." + name));
                }
            });
            if (schema.getRequired() != null) {
                schema.getRequired().stream()
                        .filter(name -> !value.has(name))
                        .forEach(name -> found.add(at + "." + name + " is missing"));
            }
        }
        return found;
    }
}
