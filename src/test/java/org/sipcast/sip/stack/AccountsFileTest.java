package org.sipcast.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsFileTest {

    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void readsAnAccountForEachChannel() throws IOException {
        AccountsFile file = read(
                "livetv.user=tv", "livetv.password=s=e:cret #1", "demo.user=d", "demo.password=x", "demo.domain=b.org");

        assertThat(file.problems()).isEmpty();
        assertThat(file.complete()).isTrue();
        assertThat(file.accounts())
                .containsExactly(
                        new Account("demo", "d", "b.org", new Password("x")),
                        new Account("livetv", "tv", "example.org", new Password("s=e:cret #1")));
    }

    @Test
    void whatIsWrongIsSaidWithoutTheSecretsAndDoesNotHarmTheOthers() throws IOException {
        AccountsFile file = read(
                "livetv.user=tv",
                "livetv.password=secret",
                "demo.user=d",
                "demo.pasword=hidden",
                "other.user=o",
                "other.password=hidden");

        assertThat(file.accounts()).extracting(Account::channel).containsExactly("livetv");
        assertThat(file.problems()).hasSize(3).noneMatch(problem -> problem.toString()
                .contains("hidden"));
        assertThat(file.problems().toString()).contains("demo.pasword", "of demo", "no password", "no channel");
        assertThat(file.problems()).extracting(AccountProblem::line).containsExactlyInAnyOrder(3, 4, 5);
        assertThat(file.complete()).isFalse();
    }

    @Test
    void aUserThatIsNoneIsAProblem() throws IOException {
        AccountsFile file = read("demo.user=a \" b", "demo.password=hidden");

        assertThat(file.accounts()).isEmpty();
        assertThat(file.problems()).singleElement().asString().contains("demo").doesNotContain("hidden");
    }

    @Test
    void aFileThatEverybodyMayReadIsAProblem() throws IOException {
        Path path = write("demo.user=d", "demo.password=x");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        AccountsFile file = AccountsFile.read(path, "example.org", List.of("demo"));

        assertThat(file.accounts()).hasSize(1);
        assertThat(file.problems()).singleElement().asString().contains("chmod o-r " + path);
    }

    @Test
    void entriesOfSeveralLinesAreReadAsPropertiesAre() throws IOException {
        AccountsFile file = read(
                "# a comment goes on nowhere \\",
                "demo.user = \\",
                "   d",
                "",
                "! livetv.user=x",
                "demo.password : #a\\\\",
                "livetv.user=\\u0074v",
                "livetv.password=\\u00");

        assertThat(file.accounts()).containsExactly(new Account("demo", "d", "example.org", new Password("#a\\")));
        assertThat(file.problems()).extracting(AccountProblem::line).containsExactly(8, 7);
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        AccountsFile file = AccountsFile.read(folder.resolve("none"), "example.org", List.of("demo"));

        assertThat(file.accounts()).isEmpty();
        assertThat(file.problems()).singleElement().asString().contains("none", "NoSuchFile");
    }

    private AccountsFile read(String... lines) throws IOException {
        return AccountsFile.read(write(lines), "example.org", List.of("demo", "livetv"));
    }

    private Path write(String... lines) throws IOException {
        Path path = Files.write(folder.resolve("accounts.properties"), List.of(lines));
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
}
