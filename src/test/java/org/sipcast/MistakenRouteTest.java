package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipcast.e2e.program.CopiedRoutes;
import org.sipcast.editing.BundleCheck;
import org.sipcast.editing.Problem;
import org.sipcast.editing.RoutesFolder;

/** The mistakes that people make in a route of their own are told by their line, and with what was probably meant. */
class MistakenRouteTest {
    private static final String ROUTE =
            """
            - route:
                id: x
                from:
                  uri: direct:x
                  steps:
                    - %s
            """;
    private static final String NO_ROUTE = "no route begins with direct:find-chanel; did you mean direct:find-channel?";
    private static final int LINE_OF_STEP = 6;

    private static Workbench workbench;

    @TempDir
    Path routes = Path.of("set by JUnit");

    @BeforeAll
    static void open() throws Exception {
        workbench = new Workbench(Map.of("own", "sip:invite"));
    }

    @AfterAll
    static void close() {
        workbench.close();
    }

    @BeforeEach
    void copy() throws IOException {
        CopiedRoutes.into(routes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            filter: {simple: "${body}", step: []}     | beside an expression there is no place for step; did you mean steps?
            setBody: {simple: "${body}", constant: x} | beside an expression there is no place for constant; take one of the two out
            wireTap: direct:find-channel       | wireTap can't be written in short; write uri: below it
            enrich: direct:find-channel        | enrich can't be written in short; write simple: below it
            setHeader: Caller                  | setHeader can't be written in short; write name: and simple: below it
            lgo: hi                            | unknown word lgo; did you mean log?
            log: "${haeder.x}"                 | unknown function haeder; did you mean header?
            log: "${whatever.x}"               | unknown function whatever; Camel's page on Simple lists them
            setHeader: {name: x}               | it lacks an expression; write one, such as simple: "${body}"
            setBody: {groovy: x}               | there is no language groovy; lib/ has
            setBody: {contsant: x}             | did you mean constant?
            to: vlc:open-hbu                   | ]; did you mean open-hub?
            to: sip:invte                      | ]; did you mean sip:invite?
            to: timr:x                         | there is no component timr; did you mean timer?
            to: turn:hang-pu                   | no route begins with direct:hang-pu; did you mean direct:hang-up?
            to: direct                         | direct names no route; write which one, as in direct:ROUTE
            to: turn                           | turn names no route; write which one, as in direct:ROUTE
            setBody: {method: {ref: calls, method: "on(${body}"}} | the brackets behind the method are not closed; write ) at its end
            bean: {ref: calls, method: "on(${body}"}              | the brackets behind the method are not closed; write ) at its end
            to: coap:x                         | there is no component coap; lib/ has bean,
            """)
    void aStepIsToldByItsLine(String step, String words) throws IOException {
        write("x.yaml", ROUTE.formatted(step));
        assertThat(check()).singleElement().satisfies(problem -> {
            assertThat(problem.toString()).contains(words);
            assertThat(problem.line()).isEqualTo(LINE_OF_STEP);
        });
    }

    @Test
    void aWordThatIsKnownElsewhereOnlyIsNotWhatWasMeant() throws IOException {
        write("x.yaml", ROUTE.formatted("log: hi").replace("steps:", "step:"));
        assertThat(check()).singleElement().asString().contains("unknown word step; did you mean steps?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            org.sipcast.call.NotAlowedException | there is no class org.sipcast.call.NotAlowedException; correct its name
            java.lang.String                    | java.lang.String is no exception; name a class that is one
            """)
    void theClassOfAnExceptionIsNamed(String type, String words) throws IOException {
        write("x.yaml", ROUTE.formatted("throwException: {exceptionType: %s, message: no}".formatted(type)));
        write(
                "y.xml",
                "<route id='y'><from uri='direct:y'/>\n<throwException exceptionType='%s' message='no'/></route>"
                        .formatted(type));
        assertThat(check()).hasSize(2).allSatisfy(problem -> assertThat(problem.toString())
                .contains(words));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "toD: direct:find-chanel",
                "toD: {uri: 'direct:find-chanel?timeout=5'}",
                "wireTap: {uri: direct:find-chanel}",
                "enrich: {constant: 'direct:find-chanel'}",
                "enrich: {simple: 'direct:find-chanel'}",
                "recipientList: {constant: 'direct:find-channel, direct:find-chanel'}",
                "recipientList: {constant: 'direct:find-channel;direct:find-chanel', delimiter: ';'}",
                "routingSlip: {constant: 'direct:find-channel,direct:find-chanel'}",
                "dynamicRouter: {constant: 'direct:find-chanel'}",
            })
    void whateverStepNamesARouteItHasToBeThere(String step) throws IOException {
        write("x.yaml", ROUTE.formatted(step));
        assertThat(check()).singleElement().asString().endsWith(NO_ROUTE);
    }

    @Test
    void whereFailuresGoThereHasToBeARoute() throws IOException {
        write(
                "x.yaml",
                ROUTE.formatted("log: hi")
                        .replace(
                                "    from:",
                                "    errorHandler: {deadLetterChannel: {deadLetterUri: 'direct:find-chanel'}}\n    from:"));
        assertThat(check()).singleElement().asString().endsWith(NO_ROUTE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            interceptFrom           | sip:invte            | no route begins with sip:invte; did you mean sip:invite?
            interceptFrom           | direct:find-chanel   | no route begins with direct:find-chanel; did you mean direct:find-channel?
            interceptFrom           | kafka:orders         | no route begins with kafka:orders; name what a route begins with
            interceptSendToEndpoint | vlc:open-hubb        | vlc: cannot be told to open-hubb
            interceptSendToEndpoint | direct:find-chanel   | no route begins with direct:find-chanel; did you mean direct:find-channel?
            """)
    void whatAnInterceptorWaitsForHasToBeThere(String interceptor, String uri, String words) throws IOException {
        String part = "%s: {uri: '%s', steps: [{log: here}]}\n".formatted(interceptor, uri);
        write("x.yaml", "- routeConfiguration:\n    %1$s:\n      - %2$s".formatted(interceptor, part));
        assertThat(check()).singleElement().asString().contains("x.yaml:3: " + words);
        write("x.yaml", "- " + part + ROUTE.formatted("log: hi"));
        assertThat(check()).singleElement().asString().contains("x.yaml:1: " + words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:invite", "sip://invite", "sip:inv*", "kafka:*", "(kafka|vlc):.*", "{{own}}"})
    void whatAnInterceptorWaitsForMayBeAPattern(String uri) throws IOException {
        write(
                "x.yaml",
                "- routeConfiguration:\n    interceptFrom:\n      - interceptFrom: {uri: '%s', steps: [{log: here}]}\n"
                        .formatted(uri));
        assertThat(check()).isEmpty();
    }

    @Test
    void whatASettingNamesHasToBeThereAsWell() throws IOException {
        write("x.yaml", ROUTE.formatted("to: direct:{{sipcast.join}}"));
        assertThat(check()).singleElement().asString().contains("x.yaml:6: no route begins with direct:gop");
    }

    @Test
    void nothingIsPolledFromARoute() throws IOException {
        write("x.yaml", ROUTE.formatted("pollEnrich: {constant: 'direct:find-channel'}"));
        assertThat(check())
                .singleElement()
                .asString()
                .contains("nothing can be polled from direct:find-channel; let enrich ask the route, or to");
        write("x.yaml", ROUTE.formatted("pollEnrich: {constant: 'vlcc:ended'}"));
        assertThat(check()).singleElement().asString().contains("there is no component vlcc; did you mean vlc?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "toD: 'direct:find-${header.what}'",
                "enrich: {header: where}",
                "recipientList: {simple: '${header.where}'}",
                "recipientList: {constant: 'direct:find-channel,direct:admit-call'}",
                "pollEnrich: {constant: 'file:/nonexistent?fileName=x'}",
            })
    void whatIsComputedIsLeftToTheExchange(String step) throws IOException {
        write("x.yaml", ROUTE.formatted(step));
        assertThat(check()).isEmpty();
        assertThat(Path.of("/nonexistent")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 300, 400})
    void anXmlFileThatIsCutOffIsToldAsSuch(int octets) throws IOException {
        String whole = Files.readString(Path.of("examples/opening-hours.xml"));
        String half = whole.substring(0, octets);
        write("oh.xml", half);
        assertThat(check()).singleElement().satisfies(problem -> {
            assertThat(problem.what()).isEqualTo("the file breaks off in this line");
            assertThat(problem.remedy()).isEqualTo("write the rest, up to the </camel> that line 2 asks for");
            assertThat(problem.line()).isEqualTo((int) half.lines().count());
        });
    }

    @Test
    void anXmlFileWithAWrongEndIsToldByTheLineOfIt() throws IOException {
        write("x.xml", "<routes>\n<route id='x'>\n<from uri='direct:x'/>\n</ruote>\n</routes>\n");
        assertThat(check())
                .singleElement()
                .asString()
                .endsWith("/x.xml:4: end tag name </ruote> must be the same as start tag <route> from line 2;"
                        + " it has to be well-formed XML");
    }

    @Test
    void aTabIsToldByItsLine() throws IOException {
        write("x.yaml", ROUTE.formatted("log: hi").replace("    id: x", "\tid: x"));
        assertThat(check())
                .singleElement()
                .asString()
                .endsWith("/x.yaml:2: a TAB where YAML wants blanks; write blanks in its place");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(routes.resolve(name), text);
    }

    private List<Problem> check() throws IOException {
        List<Problem> problems = new ArrayList<>();
        problems.addAll(
                new BundleCheck(workbench.camel(), EditBeans.NEEDED).check(new RoutesFolder(routes).read(problems)));
        return problems;
    }
}
