package org.sipcast.monitor;

import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;

/** An object of Camel's management, by whose class Camel names its MBean, and which is shown with options. */
interface WithOptions extends DynamicMBean {
    ShownOptions options();

    @Override
    default Object getAttribute(String name) throws AttributeNotFoundException, MBeanException, ReflectionException {
        return options().getAttribute(name);
    }

    @Override
    default AttributeList getAttributes(String[] names) {
        return options().getAttributes(names);
    }

    @Override
    default void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        options().setAttribute(attribute);
    }

    @Override
    default AttributeList setAttributes(AttributeList attributes) {
        return options().setAttributes(attributes);
    }

    @Override
    default Object invoke(String operation, Object[] arguments, String[] signature)
            throws MBeanException, ReflectionException {
        return options().invoke(operation, arguments, signature);
    }

    @Override
    default MBeanInfo getMBeanInfo() {
        return options().getMBeanInfo();
    }
}
