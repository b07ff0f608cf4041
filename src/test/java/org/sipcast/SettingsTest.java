package org.sipcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings are known, documented, and refused where they are not. */
class SettingsTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(sipcast[^`]+)` \\| `([A-Z_]+)` \\| (?:`([^`]*)`)? ?\\| (.+) \\|$");

    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void thePageOfSettingsHasThemAllAsTheyAreShipped() throws IOException {
        KnownSettings known = KnownSettings.shipped();
        Set<String> rows = ROW.matcher(Files.readString(Path.of("docs/settings.md")))
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + (row.group(3) == null ? "" : row.group(3)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = known.keys().stream()
                .map(key -> key + " " + KnownSettings.variable(key) + " "
                        + known.defaults().getProperty(key))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows).isEqualTo(expected);
    }

    @Test
    void thePageOfSettingsSaysWhatTheFileSays() throws IOException {
        Map<String, String> words = ROW.matcher(Files.readString(Path.of("docs/settings.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(4)));
        List<String> comment = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/main/resources/conf/application.properties"))) {
            if (line.startsWith("# ") && !line.startsWith("# ---")) {
                comment.add(line.substring(2));
            } else {
                String key = line.replaceFirst("=.*", "");
                if (key.startsWith("sipcast.")) {
                    assertThat(words).containsEntry(key, comment.isEmpty() ? "as above" : String.join(" ", comment));
                }
                comment.clear();
            }
        }
    }

    @Test
    void whatIsShippedIsNotWhatSomebodyHasEdited() throws IOException {
        Path shipped = Path.of("src/main/resources/conf/application.properties");
        try (InputStream inTheJar = KnownSettings.class.getResourceAsStream("/conf/application.properties")) {
            assertThat(inTheJar).hasBinaryContent(Files.readAllBytes(shipped));
        }
        assertThat(Path.of("conf/application.properties"))
                .as(
                        "conf/application.properties differs from %s. Settings of your own? Then all is well, and this test is for others;"
                                + " to have them shipped, copy the one to the other.",
                        shipped)
                .hasSameTextualContentAs(shipped);
    }

    @Test
    void everySettingIsUsed() throws IOException {
        StringBuilder users = new StringBuilder();
        for (String place : new String[] {"routes", "src/main/java", "bin", "conf"}) {
            try (Stream<Path> files = Files.walk(Path.of(place))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    users.append(Files.readString(file));
                }
            }
        }
        for (String key : KnownSettings.shipped().keys()) {
            assertThat(users.toString())
                    .containsAnyOf("{{" + key + "}}", '"' + key + '"', '"' + key.substring(8) + '"', ' ' + key + ' ');
        }
    }

    @Test
    void saysWhereAnUnknownSettingIsAndWhatWasMeant() throws IOException {
        Path file = Files.writeString(
                folder.resolve("application.properties"),
                "# comment\nsipcast.sip.prot=5\nmy.own=1\ncamel.main.name=x\n");
        KnownSettings known = KnownSettings.shipped();
        assertThatThrownBy(() -> known.require(
                        file,
                        Map.of("sipcast.lese", "1"),
                        Map.of("SIPCAST_SIP_PROT", "5", "SIPCAST_NONSENSE_NOBODY_KNOWS", "1", "PATH", "/")))
                .hasMessage(
                        """
                        %s:2: there is no setting sipcast.sip.prot; did you mean sipcast.sip.port?
                        --sipcast.lese: there is no setting sipcast.lese; did you mean sipcast.lease?
                        In the environment: there is no variable SIPCAST_NONSENSE_NOBODY_KNOWS; docs/settings.md lists them
                        In the environment: there is no variable SIPCAST_SIP_PROT; did you mean SIPCAST_SIP_PORT?"""
                                .formatted(file));
    }

    @Test
    void aMisspeltBeginningIsAMistakeAndAnotherWordIsNot() throws IOException {
        Path file = Files.writeString(
                folder.resolve("application.properties"),
                "spicast.sip.port=5\nSipcast.lease:5\npodcast.url=x\n#spicast.x=1\nsipcast.sip.prot\n");
        KnownSettings known = KnownSettings.shipped();
        assertThatThrownBy(() -> known.require(file, Map.of("sipcats.lese", "1", "my.own", "1"), Map.of()))
                .hasMessage(
                        """
                        %1$s:1: there is no setting spicast.sip.port; did you mean sipcast.sip.port?
                        %1$s:2: there is no setting Sipcast.lease; did you mean sipcast.lease?
                        %1$s:5: there is no setting sipcast.sip.prot; did you mean sipcast.sip.port?
                        --sipcats.lese: there is no setting sipcats.lese; did you mean sipcast.lease?"""
                                .formatted(file));
    }

    @Test
    void theBeginningThatAllHaveMakesNoneSimilar() throws IOException {
        KnownSettings known = KnownSettings.shipped();
        for (String key : List.of("spicast.foo", "sipcast.sip", "sipcast.")) {
            assertThatThrownBy(() -> known.require(folder.resolve("none"), Map.of(key, "1"), Map.of()))
                    .hasMessage("--%1$s: there is no setting %1$s; docs/settings.md lists them".formatted(key));
        }
        assertThatThrownBy(() -> known.require(folder.resolve("none"), Map.of(), Map.of("SIPCAST_FOOBAR", "1")))
                .hasMessageContaining("there is no variable SIPCAST_FOOBAR; docs/settings.md lists them");
    }

    @Test
    void linksOfKubernetesArePassedBy() throws IOException {
        KnownSettings known = KnownSettings.shipped();
        known.require(
                folder.resolve("none"),
                Map.of(),
                Map.of(
                        "SIPCAST_PORT", "udp://10.0.0.7:5080",
                        "SIPCAST_SERVICE_HOST", "10.0.0.7",
                        "SIPCAST_SERVICE_PORT", "5080",
                        "SIPCAST_SERVICE_PORT_SIP_UDP", "5080",
                        "SIPCAST_PORT_5080_UDP", "udp://10.0.0.7:5080",
                        "SIPCAST_PORT_5080_UDP_ADDR", "10.0.0.7",
                        "SIPCAST_CONSOLE_PORT", "tcp://10.0.0.8:9876",
                        "SIPCAST_CONSOLE_SERVICE_HOST", "10.0.0.8"));
        assertThatThrownBy(() -> known.require(folder.resolve("none"), Map.of(), Map.of("SIPCAST_PORT", "5080")))
                .hasMessageContaining("there is no variable SIPCAST_PORT");
    }

    @Test
    void knowsEveryVariableOfThePrograms() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("bin"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Pattern.compile("SIPCAST_[A-Z_]*[A-Z]")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(result -> named.add(result.group()));
            }
        }
        KnownSettings.shipped()
                .require(
                        folder.resolve("none"),
                        Map.of(),
                        named.stream().collect(Collectors.toMap(name -> name, name -> "")));
    }

    @Test
    void theCommandLineCountsMoreThanTheEnvironment() throws IOException {
        assertThat(KnownSettings.shipped().given(Map.of("SIPCAST_SIP_TLS_PORT", "7", "SIPCAST_OTHER", "1")))
                .isEqualTo(Map.of("sipcast.sip.tls-port", "7"));
    }

    @Test
    void aSettingCanBeWhatIsInAFile() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        try (Workbench workbench = new Workbench(Map.of("sipcast.records.password", "{{file:" + secret + "}}"))) {
            assertThat(workbench.camel().resolvePropertyPlaceholders("{{sipcast.records.password}}"))
                    .isEqualTo("s3cret");
        }
    }
}
