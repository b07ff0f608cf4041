package org.sipcast.editing;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.InterceptFromDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.jspecify.annotations.Nullable;

/** Checks what each step names: endpoints with their options, routes, beans and their methods. */
final class Steps {
    private final CamelContext camel;
    private final Origins origins;
    private final Endpoints endpoints;
    private final Collection<Problem> problems;
    /** Those that were looked at: routes share them. */
    private final Set<ErrorHandlerFactory> errorHandlers = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param beginnings what routes begin with
     */
    Steps(CamelContext camel, Origins origins, Set<String> beginnings, Collection<Problem> problems) {
        this.camel = camel;
        this.origins = origins;
        this.endpoints = new Endpoints(camel, beginnings);
        this.problems = problems;
    }

    void check(RouteDefinition route) {
        Source source = origins.sourceOf(route);
        if (source == null) {
            throw new IllegalStateException("no file has the route " + route.getRouteId());
        }
        endpoints
                .findFaultOfConsumer(route.getInput().getEndpointUri())
                .ifPresent(fault -> problems.add(
                        fault.at(source, Math.max(1, route.getInput().getLineNumber()))));
        if (errorHandlers.add(route.getErrorHandlerFactory())) {
            for (String uri : NamedEndpoints.of(route.getErrorHandlerFactory())) {
                endpoints
                        .findFaultOfProducer(uri)
                        .ifPresent(fault -> problems.add(fault.at(source, Origins.line(route))));
            }
        }
        route.getOutputs().forEach(step -> check(step, source));
    }

    /** It would be no part of any route if none begins as it says, and nobody would miss it. */
    void checkBeginning(InterceptFromDefinition interceptor, Source source) {
        if (interceptor.getUri() != null) {
            endpoints
                    .findFaultOfBeginning(interceptor.getUri())
                    .ifPresent(fault -> problems.add(fault.at(origins.placeOf(interceptor, source))));
        }
    }

    private void check(ProcessorDefinition<?> step, Source source) {
        Place place = origins.placeOf(step, source);
        try {
            check(step, place);
        } catch (LinkageError e) {
            problems.add(Words.of(e, new Vocabulary(camel)).at(place));
        }
        step.getOutputs().forEach(inner -> check(inner, source));
    }

    private void check(ProcessorDefinition<?> step, Place place) {
        for (String uri : NamedEndpoints.sentTo(step)) {
            endpoints.findFaultOfProducer(uri).ifPresent(fault -> problems.add(fault.at(place)));
        }
        for (String uri : NamedEndpoints.askedBy(step)) {
            endpoints.findFaultOfPolled(uri).ifPresent(fault -> problems.add(fault.at(place)));
        }
        if (step instanceof ThrowExceptionDefinition thrower) {
            checkException(thrower.getExceptionType(), place);
        }
        if (step instanceof BeanDefinition bean) {
            checkBean(bean.getRef(), bean.getBeanType(), bean.getMethod(), place);
        }
        if (step instanceof ExpressionNode node && node.getExpression() instanceof MethodCallExpression call) {
            checkBean(call.getRef(), call.getBeanTypeName(), call.getMethod(), place);
        }
    }

    /** Camel says of a class that is not there only that it can't make a class of a string. */
    private void checkException(@Nullable String typeName, Place place) {
        if (typeName == null) {
            return;
        }
        Class<?> type = camel.getClassResolver().resolveClass(camel.resolvePropertyPlaceholders(typeName));
        if (type == null) {
            problems.add(place.problem("there is no class " + typeName, "correct its name"));
        } else if (!Exception.class.isAssignableFrom(type)) {
            problems.add(place.problem(typeName + " is no exception", "name a class that is one"));
        }
    }

    private void checkBean(@Nullable String ref, @Nullable String typeName, @Nullable String method, Place place) {
        Class<?> type;
        if (ref != null) {
            Object bean = camel.getRegistry().lookupByName(ref);
            if (bean == null) {
                problems.add(place.problem(
                        "there is no bean " + ref,
                        Words.didYouMean(ref, new Vocabulary(camel).beans(), "routes/README.md lists the beans")));
                return;
            }
            type = bean.getClass();
        } else if (typeName != null) {
            type = camel.getClassResolver().resolveClass(typeName);
            if (type == null) {
                problems.add(place.problem("there is no class " + typeName, "correct its name"));
                return;
            }
        } else {
            return;
        }
        if (method != null && method.contains("(") && !method.strip().endsWith(")")) {
            problems.add(place.problem("the brackets behind the method are not closed", "write ) at its end"));
            return;
        }
        if (method != null && (!method.contains("${") || method.contains("("))) {
            checkMethod(type, method.replaceFirst("\\(.*", "").strip(), place, ref == null ? typeName : ref);
        }
    }

    private void checkMethod(Class<?> type, String method, Place place, @Nullable String bean) {
        Set<String> known = new TreeSet<>();
        for (java.lang.reflect.Method each : type.getMethods()) {
            known.add(each.getName());
        }
        if (!known.contains(method)) {
            problems.add(place.problem(
                    "the bean " + bean + " has no method " + method,
                    Words.didYouMean(method, known, "correct its name")));
        }
    }
}
