package org.sipcast.billing.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where a node's chain begins and ends. */
final class Chain {
    private Chain() {}

    static ChainHead head(Connection connection, String node) throws SQLException {
        ChainHead last = read(connection, Sql.LAST, node);
        return last == null ? anchor(connection, node) : last;
    }

    /** What the oldest record that is kept comes after. */
    static ChainHead anchor(Connection connection, String node) throws SQLException {
        ChainHead anchor = read(connection, Sql.ANCHOR, node);
        return anchor == null ? ChainHead.NONE : anchor;
    }

    private static @Nullable ChainHead read(Connection connection, String query, String node) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(query)) {
            find.setString(1, node);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? new ChainHead(row.getLong(1), row.getString(2)) : null;
            }
        }
    }
}
