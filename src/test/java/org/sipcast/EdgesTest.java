package org.sipcast;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may know whom, as docs/architecture.md says. */
class EdgesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.sipcast");

    @ParameterizedTest
    @CsvSource({
        "sdp, ''",
        "channel, sdp",
        "call, channel sdp",
        "chat, call channel sdp",
        "editing, channel safety",
        "billing, billing.journal call channel sdp",
        "billing.journal, ''",
        "billing.feed, safety",
        "page, call channel sdp",
        "records, page safety",
        "console, safety",
        "monitor, billing billing.feed call channel sip sip.stack vlc vlc.telnet sdp",
        "safety, ''",
        "steering, call channel sdp",
        "turn, sip",
        "sip, sip.stack sip.stream",
        "sip.stack, sip.stream",
        "sip.stream, ''",
        "vlc, vlc.telnet channel sdp",
        "vlc.telnet, sdp",
    })
    void aPackageKnowsOnlyThoseItMayKnow(String own, String others) {
        String[] allowed = packages((own + " " + others).trim().split(" "));
        noClasses()
                .that(resideInAPackage("org.sipcast." + own))
                .should()
                .dependOnClassesThat(resideInAPackage("org.sipcast..").and(not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }

    @Test
    void onlyTheStackAndItsStreamsKnowJainSip() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.sipcast.sip.stack", "org.sipcast.sip.stream")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.sip..", "javax.sdp..", "gov.nist..")
                .check(CLASSES);
    }

    @Test
    void onlyStreamsKnowNetty() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.sipcast.sip.stream")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(CLASSES);
    }

    @Test
    void onlyThePageAndItsPartsKnowVertx() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.sipcast.page", "org.sipcast.records", "org.sipcast.console")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .check(CLASSES);
    }

    @Test
    void onlyTelnetKnowsCommonsNet() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.sipcast.vlc.telnet")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.commons.net..")
                .check(CLASSES);
    }

    @Test
    void pureAndProtocolPackagesHaveNoCamel() {
        noClasses()
                .that()
                .resideInAnyPackage(packages(
                        "sdp",
                        "channel",
                        "call",
                        "chat",
                        "billing",
                        "billing.journal",
                        "billing.feed",
                        "safety",
                        "sip.stack",
                        "sip.stream",
                        "vlc.telnet"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.sipcast.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    private static String[] packages(String... names) {
        return Stream.of(names).map(name -> "org.sipcast." + name).toArray(String[]::new);
    }
}
