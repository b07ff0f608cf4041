package org.sipcast.editing;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.util.URISupport;

/** Checks what routes begin with and send to, without starting any of it. */
final class Endpoints {
    /** What makes a regular expression or a pattern of Camel's; dots and question marks stand in ordinary endpoints as well. */
    private static final Pattern PATTERN = Pattern.compile("[*+^$|()\\[\\]\\\\]|^ref:");

    private final CamelContext camel;
    private final Set<String> beginnings;

    Endpoints(CamelContext camel, Set<String> beginnings) {
        this.camel = camel;
        this.beginnings = new TreeSet<>();
        beginnings.forEach(each -> this.beginnings.add(resolved(each)));
    }

    Optional<Words> findFaultOfConsumer(String uri) {
        return find(uri, endpoint -> {
            // its making creates folders, its start only would read them
            if (!uri.startsWith("file:")) {
                endpoint.createConsumer(exchange -> {});
            }
        });
    }

    /** Of an endpoint that a step takes an exchange from, as {@code pollEnrich} does. */
    Optional<Words> findFaultOfPolled(String uri) {
        if (withoutOptions(resolved(uri)).startsWith("direct:")) {
            return Optional.of(new Words("nothing can be polled from " + uri, "let enrich ask the route, or to"));
        }
        return find(uri, endpoint -> {
            if (!uri.startsWith("file:")) {
                endpoint.createPollingConsumer();
            }
        });
    }

    /**
     * @param uri without anything that an exchange would have to say
     */
    Optional<Words> findFaultOfProducer(String uri) {
        return findDirect(uri).or(() -> find(uri, Endpoint::createProducer));
    }

    /**
     * Of what an interceptor says that routes begin with.
     *
     * @param uri may be a pattern for many, which need not be there yet
     */
    Optional<Words> findFaultOfBeginning(String uri) {
        String wanted = resolved(uri);
        if (isPattern(wanted) || beginnings.contains(withoutOptions(wanted))) {
            return Optional.empty();
        }
        return Optional.of(new Words(
                "no route begins with " + wanted,
                Words.didYouMean(wanted, beginnings, "name what a route begins with, or many by a * at its end")));
    }

    /** Whether it stands for more than one endpoint. */
    static boolean isPattern(String uri) {
        return PATTERN.matcher(uri).find();
    }

    private Optional<Words> findDirect(String uri) {
        String written = withoutOptions(resolved(uri));
        if (written.matches("(direct|turn):?")) {
            return Optional.of(new Words(written + " names no route", "write which one, as in direct:ROUTE"));
        }
        String plain = written.replaceFirst("^turn:", "direct:");
        if (!plain.startsWith("direct:") || beginnings.contains(plain)) {
            return Optional.empty();
        }
        Set<String> known = new TreeSet<>();
        beginnings.stream().filter(each -> each.startsWith("direct:")).forEach(known::add);
        return Optional.of(new Words(
                "no route begins with " + plain,
                Words.didYouMean(plain, known, "write that route, or remove the step")));
    }

    /** With the values of settings; as it is where there is no such setting, which is told elsewhere. */
    private String resolved(String uri) {
        try {
            return camel.resolvePropertyPlaceholders(uri);
        } catch (IllegalArgumentException e) {
            return uri;
        }
    }

    private Optional<Words> find(String uri, Use use) {
        try {
            String resolved = camel.resolvePropertyPlaceholders(uri);
            Optional<Words> unknown = findUnknownOption(resolved);
            if (unknown.isPresent()) {
                return unknown;
            }
            use.of(camel.getEndpoint(resolved));
            return Optional.empty();
        } catch (Exception | LinkageError e) {
            return Optional.of(Words.of(e, new Vocabulary(camel)));
        }
    }

    private Optional<Words> findUnknownOption(String uri) throws Exception {
        int colon = uri.indexOf(':');
        int mark = uri.indexOf('?');
        if (colon < 0 || mark < 0) {
            return Optional.empty();
        }
        String scheme = uri.substring(0, colon);
        EndpointUriFactory factory = camel.getCamelContextExtension().getEndpointUriFactory(scheme);
        if (factory == null || factory.isLenientProperties()) {
            return Optional.empty();
        }
        Set<String> known = factory.propertyNames();
        Map<String, Object> given = URISupport.parseQuery(uri.substring(mark + 1));
        for (String option : given.keySet()) {
            if (!known.contains(option)
                    && factory.multiValuePrefixes().values().stream().noneMatch(option::startsWith)) {
                return Optional.of(new Words(
                        scheme + ": has no option " + option,
                        Words.didYouMean(option, known, "it knows " + String.join(", ", new TreeSet<>(known)))));
            }
        }
        return Optional.empty();
    }

    static String withoutOptions(String uri) {
        return uri.replaceFirst("\\?.*", "").replaceFirst("^(\\w+)://", "$1:");
    }

    @FunctionalInterface
    private interface Use {
        void of(Endpoint endpoint) throws Exception;
    }
}
