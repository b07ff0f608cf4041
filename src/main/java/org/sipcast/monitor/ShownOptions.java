package org.sipcast.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.NotCompliantMBeanException;
import javax.management.ReflectionException;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/** What an MBean of Camel's shows, and the options of what it stands for as further attributes, as text; nothing of it can be set. */
final class ShownOptions implements DynamicMBean {
    private final StandardMBean plain;
    private final Map<String, String> words;
    private final Function<String, @Nullable Object> values;

    /**
     * Those with these names.
     *
     * @param words what each option is for, by its name
     * @param values the value of the one of this name at the moment
     */
    <T> ShownOptions(T bean, Class<T> type, Map<String, String> words, Function<String, @Nullable Object> values) {
        try {
            this.plain = new StandardMBean(bean, type);
        } catch (NotCompliantMBeanException e) {
            throw new IllegalArgumentException(e);
        }
        this.words = words;
        this.values = values;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException, MBeanException, ReflectionException {
        return words.containsKey(name) ? text(values.apply(name)) : plain.getAttribute(name);
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        // as people write it: 1m30s
        return value instanceof Duration duration
                ? duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT)
                : value.toString();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList found = new AttributeList();
        for (String name : names) {
            try {
                found.add(new Attribute(name, getAttribute(name)));
            } catch (JMException e) {
                // JMX wants those that can be read
            }
        }
        return found;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " can't be set here");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String operation, Object[] arguments, String[] signature)
            throws MBeanException, ReflectionException {
        return plain.invoke(operation, arguments, signature);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanInfo info = plain.getMBeanInfo();
        List<MBeanAttributeInfo> attributes = new ArrayList<>(List.of(info.getAttributes()));
        words.forEach((name, description) ->
                attributes.add(new MBeanAttributeInfo(name, String.class.getName(), description, true, false, false)));
        return new MBeanInfo(
                info.getClassName(),
                info.getDescription(),
                attributes.toArray(new MBeanAttributeInfo[0]),
                info.getConstructors(),
                info.getOperations(),
                info.getNotifications());
    }
}
