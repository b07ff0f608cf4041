package org.sipcast.editing;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Where a value that is refused stands in no route but in a setting that the route names, the setting is named. */
final class SettingNamed {
    private static final Pattern VALUE = Pattern.compile("'([^']+)'");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([\\w.-]+)(:[^}]*)?}}");

    private final CamelContext camel;

    SettingNamed(CamelContext camel) {
        this.camel = camel;
    }

    /** The problem, with the setting that it comes from if it comes from one. */
    Problem in(Problem problem, Bundle bundle) {
        @Nullable Source source = bundle.sources().get(Path.of(problem.file()));
        Matcher value = VALUE.matcher(problem.what());
        if (source == null || !value.find() || source.text().contains(value.group(1))) {
            return problem;
        }
        for (Matcher key = PLACEHOLDER.matcher(source.text()); key.find(); ) {
            if (value.group(1)
                    .equals(camel.getPropertiesComponent()
                            .resolveProperty(key.group(1))
                            .orElse(null))) {
                return new Problem(
                        problem.file(),
                        problem.line(),
                        "%s=%s: %s".formatted(key.group(1), value.group(1), problem.what()),
                        problem.remedy());
            }
        }
        return problem;
    }
}
