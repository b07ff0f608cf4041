package org.sipcast.billing.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordsDatabaseTest {

    @Test
    void aPostgresqlThatCannotKeepEachCharacterIsRefused() {
        String latin = Postgresql.newDatabase("LATIN1");
        assertThatThrownBy(() -> RecordsDatabase.open(latin, "", "", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LATIN1")
                .hasMessageContaining("UTF8");
    }
}
