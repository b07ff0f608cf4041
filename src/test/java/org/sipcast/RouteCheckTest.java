package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipcast.e2e.program.CopiedRoutes;
import org.sipcast.editing.BundleCheck;
import org.sipcast.editing.Problem;
import org.sipcast.editing.RoutesFolder;

/** What the check finds in edited copies of the shipped routes. */
class RouteCheckTest {
    private static Workbench workbench;

    @TempDir
    Path routes = Path.of("set by JUnit");

    @BeforeAll
    static void open() throws Exception {
        workbench = new Workbench(Map.of());
    }

    @AfterAll
    static void close() {
        workbench.close();
    }

    @BeforeEach
    void copy() throws IOException {
        CopiedRoutes.into(routes);
    }

    @Test
    void findsNothingInTheShippedRoutes() throws IOException {
        assertThat(check()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            playback      | start: "{{sipcast.join}}"  | strat: gop                  | -3 | vlc: has no option strat; did you mean start?
            playback      | start: "{{sipcast.join}}"  | start: soon                 | -3 | 'soon' is not known; use gop, key, now
            playback      | {{sipcast.join}}           | {{sipcast.jion}}            | -3 | there is no setting sipcast.jion; did you mean sipcast.join?
            incoming-call | vlc:open-hub               | vlcc:open-hub               |  0 | there is no component vlcc; did you mean vlc?
            incoming-call | vlc:open-hub               | vlc:open-hubb               |  0 | vlc: cannot be told to open-hubb; it knows [add-sink
            incoming-call | sip:invite                 | sip:invte                   |  0 | sip:invte is not known; there are [sip:invite
            incoming-call | to: direct:find-channel    | to: direct:find-chanel      |  0 | no route begins with direct:find-chanel; did you mean direct:find-channel?
            incoming-call | ref: incomingCall          | ref: incomigCall            |  0 | there is no bean incomigCall; did you mean incomingCall?
            incoming-call | method: findChannel        | method: findChanel          |  0 | the bean incomingCall has no method findChanel; did you mean findChannel?
            incoming-call | - setProperty: {name: cha  | - setPropertyy: {name: cha  |  0 | unknown word setPropertyy; did you mean setProperty?
            incoming-call | setProperty: {name: chann  | setProperty: {nam: chann    |  0 | unknown word nam; did you mean name?
            incoming-call | ${exchangeProperty.onDem   | ${header.x} === ${header.y  | -1 | Unexpected token =
            incoming-call | - to: direct:admit-call    | - to: [direct:admit-call    |  0 | while parsing a flow sequence
            incoming-call | id: find-channel           | id: admit-call              | 18 | there is a route admit-call in
            failures      | .UnknownChannelException   | .UnknownChanelException     | -1 | there is no class org.sipcast.channel.UnknownChanelException
            failures      | - to: direct:refuse-call   | - to: direct:refuse-cal     |  0 | no route begins with direct:refuse-cal; did you mean direct:refuse-call?
            feeds         | id: feeds                  | id: fedes                   | -1 | there is no routeConfiguration feeds; did you mean fedes?
            """)
    void saysWhereAndWhatIsWrong(String story, String written, String mistaken, int linesBehind, String words)
            throws IOException {
        Path file = routes.resolve(story + ".camel.yaml");
        String text = Files.readString(file);
        assertThat(text).contains(written);
        int mistakenAt = 1
                + (int) text.substring(0, text.indexOf(written))
                        .chars()
                        .filter(each -> each == '\n')
                        .count();
        Files.writeString(file, text.replaceFirst(Pattern.quote(written), Matcher.quoteReplacement(mistaken)));
        assertThat(check()).anySatisfy(problem -> {
            assertThat(problem.toString()).contains(words);
            assertThat(problem.line()).isEqualTo(mistakenAt + linesBehind);
        });
    }

    /** Others call its routes, and the application one of them by itself. */
    @Test
    void whatAFileWithAMistakeHoldsIsNotMissing() throws IOException {
        Path file = routes.resolve("call-end.camel.yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("- bean:", "- baen:"));
        assertThat(check())
                .singleElement()
                .asString()
                .contains("call-end.camel.yaml:", ": unknown word baen; did you mean bean?");
        // and what is nowhere is missing all the same
        Path other = routes.resolve("incoming-call.camel.yaml");
        Files.writeString(other, Files.readString(other).replaceFirst("id: answer-call", "id: answer-calls"));
        assertThat(check()).hasSize(2).anySatisfy(problem -> assertThat(problem.what())
                .startsWith("the route answer-call is missing"));
    }

    @Test
    void saysWhichRouteIsMissing() throws IOException {
        Path file = routes.resolve("incoming-call.camel.yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("id: answer-call", "id: answer-calls"));
        assertThat(check())
                .anySatisfy(problem -> assertThat(problem.what()).startsWith("the route answer-call is missing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            <to uri="direct:nowhere"/>   | no route begins with direct:nowhere
            <tto uri="direct:x-y"/>      | unknown element tto; did you mean to?
            <lgo message="hi"/>          | unknown element lgo; did you mean log?
            <log mesage="hi"/>           | unknown attribute mesage; did you mean message?
            <whatsoever/>                | unknown element whatsoever; Camel's XML has no such element here
            <to uri="direct:             | markup not allowed
            """)
    void readsXmlAsWell(String step, String words) throws IOException {
        Files.writeString(
                routes.resolve("other.xml"),
                "<routes>\n<route id='x-y'>\n<from uri='direct:x-y'/>\n" + step + "\n</route>\n</routes>\n");
        assertThat(check()).singleElement().satisfies(problem -> {
            assertThat(problem.toString()).contains(words);
            assertThat(problem.line()).isBetween(4, 6);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            x.yaml | - rest: {path: /x, get: [{path: /y, to: 'direct:x'}]}          | rest is not taken here; write each path as a route that begins with platform-http:
            x.yaml | - routeTemplate: {id: t, from: {uri: 'direct:t', steps: []}}   | routeTemplate is not taken here; write the routes themselves
            x.yaml | - templatedRoute: {routeTemplateRef: t, routeId: t-1}          | templatedRoute is not taken here; write the routes themselves
            x.yaml | - route-template: {id: t, from: {uri: 'direct:t', steps: []}}  | routeTemplate is not taken here; write the routes themselves
            x.yaml | - beans: [{name: b, type: 'java.util.ArrayList'}]              | beans is not taken here; let the step name its class
            x.yaml | - to: direct:find-channel                                      | to is not taken here; put it into a route
            x.yaml | - ruote: {id: x}                                               | ruote is not taken here; did you mean route?
            x.yaml | route: {id: x, from: {uri: 'direct:x', steps: []}}             | what is no list is not taken here; begin each part with a hyphen
            x.yaml | hello world                                                    | what is no list is not taken here; begin each part with a hyphen
            x.yaml | - ruote                                                        | ruote is not taken here; did you mean route?
            x.xml  | <rests><rest path="/x"><get path="/y"/></rest></rests>         | rest is not taken here
            x.xml  | <routeTemplate id="t"><route><from uri="direct:t"/><stop/></route></routeTemplate>  | routeTemplate is not taken here
            x.xml  | <beans><bean name="b" type="java.util.ArrayList"/></beans>     | bean is not taken here; let the step name its class
            """)
    void refusesWhatNoEditCanBringIn(String file, String text, String words) throws IOException {
        Files.writeString(routes.resolve(file), "\n" + text + "\n");
        assertThat(check()).anySatisfy(problem -> {
            assertThat(problem.toString()).contains("/" + file + ":2: " + words);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "com.zaxxer.hikari.metrics.prometheus.PrometheusMetricsTracker, io.prometheus.client",
        "com.zaxxer.hikari.hibernate.HikariConnectionProvider, org.hibernate"
    })
    void namesTheStepWhoseClassLacksAnother(String type, String lacking) throws IOException {
        Files.writeString(
                routes.resolve("x.yaml"),
                """
                - route:
                    id: x
                    from:
                      uri: direct:x
                      steps:
                        - bean: {beanType: %s, method: close}
                """
                        .formatted(type));
        assertThat(check()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(6);
            assertThat(problem.what()).contains("needs another one", lacking);
            assertThat(problem.remedy()).contains("name another class");
        });
    }

    @Test
    void saysThatAFileIsNestedTooDeeply() throws IOException {
        Files.writeString(routes.resolve("x.yaml"), "- route: " + "[".repeat(20_000));
        assertThat(check()).singleElement().asString().contains("/x.yaml:1: it is nested too deeply");
    }

    @Test
    void saysThatStepsAreNestedTooDeeply() throws IOException {
        Files.writeString(
                routes.resolve("y.xml"),
                "<route id='y'><from uri='direct:y'/>"
                        + "<choice><when><simple>true</simple>".repeat(20_000)
                        + "</when></choice>".repeat(20_000)
                        + "</route>");
        assertThat(check()).singleElement().asString().contains("/y.xml:1: it is nested too deeply");
    }

    @Test
    void aFileThatIsTooLargeIsAProblem() throws IOException {
        Path file = routes.resolve("playback.camel.yaml");
        Files.writeString(file, Files.readString(file) + "#".repeat(1_048_577));
        assertThat(check())
                .extracting(Problem::toString)
                .anyMatch(each -> each.contains("playback.camel.yaml:1: is larger than 1 MiB"));
    }

    @Test
    void asksForSomethingInAnEmptyFile() throws IOException {
        Files.writeString(routes.resolve("playback.camel.yaml"), "\n");
        assertThat(check()).extracting(Problem::what).contains("is empty");
    }

    @Test
    void aFileThatCamelWouldOverlookIsAProblem() throws IOException {
        Files.writeString(routes.resolve("mine.yml"), "");
        assertThat(check())
                .singleElement()
                .asString()
                .contains("mine.yml:1: is not read under this name; have it end in .yaml");
    }

    @Test
    void overlooksWhatEditorsLeave() throws IOException {
        for (String name : List.of(".x.yaml.swp", "x.yaml~", "#x.yaml#", ".#x.yaml", "4913", "x.yaml.tmp")) {
            Files.writeString(routes.resolve(name), "- nonsense");
        }
        assertThat(check()).isEmpty();
    }

    private List<Problem> check() throws IOException {
        List<Problem> problems = new ArrayList<>();
        problems.addAll(
                new BundleCheck(workbench.camel(), EditBeans.NEEDED).check(new RoutesFolder(routes).read(problems)));
        return problems;
    }
}
