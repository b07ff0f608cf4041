package org.sipcast.monitor;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/** An MXBean that tells consoles what its interface's {@link What} say, and the names of its parameters. */
final class DescribedBean<T> extends StandardMBean {
    private final Class<T> type;

    DescribedBean(T bean, Class<T> type) {
        super(bean, type, true);
        this.type = type;
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        What what = type.getAnnotation(What.class);
        return what == null ? super.getDescription(info) : what.value();
    }

    @Override
    protected String getDescription(MBeanAttributeInfo attribute) {
        return words((attribute.isIs() ? "is" : "get") + attribute.getName(), 0)
                .orElseGet(() -> super.getDescription(attribute));
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation) {
        return words(operation.getName(), operation.getSignature().length)
                .orElseGet(() -> super.getDescription(operation));
    }

    @Override
    protected int getImpact(MBeanOperationInfo operation) {
        return MBeanOperationInfo.ACTION;
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return method(operation.getName(), operation.getSignature().length)
                .map(method -> method.getParameters()[sequence].getName())
                .orElseGet(() -> super.getParameterName(operation, parameter, sequence));
    }

    private Optional<String> words(String method, int parameters) {
        return method(method, parameters)
                .map(each -> each.getAnnotation(What.class))
                .map(What::value);
    }

    private Optional<Method> method(String name, int parameters) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .findFirst();
    }
}
