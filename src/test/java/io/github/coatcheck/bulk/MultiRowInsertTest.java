package io.github.coatcheck.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.sql.SqlGenerator;
import org.junit.jupiter.api.Test;

/** How much one INSERT may have. */
class MultiRowInsertTest {
  @Table("track")
  record Track(@Column(primaryKey = true) long id, String name, Integer year) {}

  @Test
  void aStatementHasAtMost32766Parameters() {
    SqlGenerator sql = new SqlGenerator(new SqliteDialect());

    assertThat(MultiRowInsert.maxRows(sql.of(Track.class), 64)).isEqualTo(64);
    assertThat(MultiRowInsert.maxRows(sql.of(Track.class), 20_000)).isEqualTo(10_922);
  }

  @Test
  void valuesAreTooLongBeyondAMillionCharactersAndBytes() {
    String text = "x".repeat(400_000);

    assertThat(MultiRowInsert.isTooLong(new Object[] {text, null, new byte[600_000], 7L}))
        .isFalse();
    assertThat(MultiRowInsert.isTooLong(new Object[] {text, null, new byte[600_001], 7L})).isTrue();
    assertThat(MultiRowInsert.isTooLong(new Object[] {new byte[600_001], text})).isTrue();
    assertThat(MultiRowInsert.isTooLong(new Object[] {text, text, text})).isTrue();
  }
}
