package org.sipcast.billing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A real database behind a line that can break just after a transaction was committed. */
final class LosingAnswers {
    private final DataSource database;
    private volatile boolean losesNext;
    private volatile boolean away;

    LosingAnswers(DataSource database) {
        this.database = database;
    }

    /** Commits once more, and then nothing can be reached. */
    void loseNextAnswer() {
        losesNext = true;
    }

    void comeBack() {
        away = false;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> {
            requireLine();
            Object result = invoke(database, method, arguments);
            return result instanceof Connection connection ? broken(connection) : result;
        });
    }

    private Connection broken(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            if (!method.getName().equals("close")) {
                requireLine();
            }
            Object result = invoke(connection, method, arguments);
            boolean commits = method.getName().equals("commit")
                    || (method.getName().equals("setAutoCommit") && Boolean.TRUE.equals(arguments[0]));
            if (commits && losesNext) {
                losesNext = false;
                away = true;
                requireLine();
            }
            return result;
        });
    }

    private void requireLine() throws SQLException {
        if (away) {
            throw new SQLException("the line is broken");
        }
    }

    private interface Deed {
        Object of(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Deed deed) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> deed.of(method, arguments)));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
