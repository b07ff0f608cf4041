package org.sipcast;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Who may know whom, as docs/architecture.md says. */
@AnalyzeClasses(packages = "org.sipcast", importOptions = ImportOption.DoNotIncludeTests.class)
class EdgesTest {

    @ArchTest
    static final ArchRule sdpKnowsNobody = knowsOnly("sdp");

    @ArchTest
    static final ArchRule channelKnowsSdp = knowsOnly("channel", "sdp");

    @ArchTest
    static final ArchRule callKnowsWhatWasCalledAndAgreed = knowsOnly("call", "channel", "sdp");

    @ArchTest
    static final ArchRule billingKnowsCalls = knowsOnly("billing", "call", "channel", "sdp");

    @ArchTest
    static final ArchRule sipKnowsItsStack = knowsOnly("sip", "sip.stack");

    @ArchTest
    static final ArchRule theSipStackKnowsNobody = knowsOnly("sip.stack");

    @ArchTest
    static final ArchRule vlcKnowsItsTelnet = knowsOnly("vlc", "vlc.telnet", "channel", "sdp");

    @ArchTest
    static final ArchRule telnetKnowsValuesOnly = knowsOnly("vlc.telnet", "sdp");

    @ArchTest
    static final ArchRule onlyTheStackKnowsJainSip = noClasses()
            .that()
            .resideOutsideOfPackage("org.sipcast.sip.stack")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.sip..", "javax.sdp..", "gov.nist..");

    @ArchTest
    static final ArchRule onlyTelnetKnowsCommonsNet = noClasses()
            .that()
            .resideOutsideOfPackage("org.sipcast.vlc.telnet")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.commons.net..");

    @ArchTest
    static final ArchRule pureAndProtocolPackagesHaveNoCamel = noClasses()
            .that()
            .resideInAnyPackage(packages("sdp", "channel", "call", "billing", "sip.stack", "vlc.telnet"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("org.sipcast.(*)..").should().beFreeOfCycles();

    private static ArchRule knowsOnly(String own, String... others) {
        String[] allowed = packages(Stream.concat(Stream.of(own), Stream.of(others)).toArray(String[]::new));
        return noClasses()
                .that(resideInAPackage("org.sipcast." + own))
                .should()
                .dependOnClassesThat(resideInAPackage("org.sipcast..").and(not(resideInAnyPackage(allowed))));
    }

    private static String[] packages(String... names) {
        return Stream.of(names).map(name -> "org.sipcast." + name).toArray(String[]::new);
    }
}
