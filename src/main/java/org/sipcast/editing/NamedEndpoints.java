package org.sipcast.editing;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.SimpleExpression;
import org.jspecify.annotations.Nullable;

/** The endpoints that steps name in so many words. What they compute is known only when an exchange comes. */
final class NamedEndpoints {
    private static final String USUAL_DELIMITER = ",";

    private NamedEndpoints() {}

    /** Those that exchanges are sent to. */
    static List<String> sentTo(ProcessorDefinition<?> step) {
        return fixed(addressees(step));
    }

    /** Those that are asked for an exchange. */
    static List<String> askedBy(ProcessorDefinition<?> step) {
        if (step instanceof PollDefinition poll) {
            return fixed(Stream.ofNullable(poll.getEndpointUri()));
        }
        return step instanceof PollEnrichDefinition enrich ? fixed(constant(enrich)) : List.of();
    }

    /** Where goes what fails. */
    static List<String> of(@Nullable ErrorHandlerFactory errorHandler) {
        return errorHandler instanceof DeadLetterChannelDefinition channel
                ? fixed(Stream.ofNullable(channel.getDeadLetterUri()))
                : List.of();
    }

    private static Stream<String> addressees(ProcessorDefinition<?> step) {
        if (step instanceof PollDefinition) {
            return Stream.empty();
        }
        if (step instanceof EndpointRequiredDefinition sender) {
            return Stream.ofNullable(sender.getEndpointUri());
        }
        if (step instanceof ToDynamicDefinition sender) {
            return Stream.ofNullable(sender.getUri());
        }
        if (step instanceof InterceptSendToEndpointDefinition interceptor) {
            return Stream.concat(
                    Stream.ofNullable(interceptor.getUri()).filter(each -> !Endpoints.isPattern(each)),
                    Stream.ofNullable(interceptor.getAfterUri()));
        }
        if (step instanceof EnrichDefinition enrich) {
            return constant(enrich);
        }
        if (step instanceof RecipientListDefinition<?> list) {
            return constants(list, list.getDelimiter());
        }
        if (step instanceof RoutingSlipDefinition<?> slip) {
            return constants(slip, slip.getUriDelimiter());
        }
        return step instanceof DynamicRouterDefinition<?> router
                ? constants(router, router.getUriDelimiter())
                : Stream.empty();
    }

    private static Stream<String> constants(ExpressionNode step, @Nullable String delimiter) {
        String between = delimiter == null ? USUAL_DELIMITER : delimiter;
        return constant(step)
                .flatMap(each ->
                        between.equals("false") ? Stream.of(each) : Arrays.stream(each.split(Pattern.quote(between))));
    }

    private static Stream<String> constant(ExpressionNode step) {
        ExpressionDefinition expression = step.getExpression();
        return expression instanceof ConstantExpression || expression instanceof SimpleExpression
                ? Stream.ofNullable(expression.getExpression())
                : Stream.empty();
    }

    private static List<String> fixed(Stream<String> uris) {
        return uris.map(String::strip)
                .filter(each -> !each.isEmpty() && !isComputed(each))
                .toList();
    }

    private static boolean isComputed(String uri) {
        return uri.contains("${")
                || uri.contains("$simple{")
                || uri.contains("language:")
                || uri.startsWith("resource:");
    }
}
