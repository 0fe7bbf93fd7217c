package io.github.coatcheck.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.dialect.Recording.Take;
import io.github.coatcheck.session.Statements;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MariaDbDialectTest {
  private final Dialect dialect = new MariaDbDialect(true);
  private final Dialect mysql = new MariaDbDialect(false);

  @Test
  void definesAColumnOfEveryTypeWithEveryOption() {
    String expected =
        """
        CREATE TABLE IF NOT EXISTS `recording` (
          `id` BIGINT AUTO_INCREMENT PRIMARY KEY,
          `title` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin UNIQUE,
          `artist` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
          `cover` BIGINT,
          `added` DATETIME(6) DEFAULT (CURRENT_TIMESTAMP),
          `price` NUMERIC(8, 2),
          `live` TINYINT(1) NOT NULL,
          `track` SMALLINT NOT NULL,
          `plays` INTEGER NOT NULL,
          `gain` DOUBLE NOT NULL,
          `bytes` NUMERIC(12, 0),
          `wave` LONGBLOB,
          `code` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
          `weekday` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
          `day` DATE,
          `time` TIME(6),
          `begun` DATETIME(6),
          FOREIGN KEY (`cover`) REFERENCES `recording` (`id`) ON DELETE SET NULL
        )""";

    assertThat(Statements.of(Recording.class, dialect).createTable()).isEqualTo(expected);
    assertThat(Statements.of(Recording.class, mysql).createTable()).isEqualTo(expected);
  }

  @Test
  void insertsARowWithoutItsKeyForWhichTheDriverNeedsNoName() {
    assertThat(Statements.of(Take.class, dialect).insert())
        .isEqualTo("INSERT INTO `take` (`comment`) VALUES (?)");
    assertThat(dialect.namesGeneratedKey()).isFalse();
    assertThat(dialect.noValues()).isEqualTo("() VALUES ()");
    assertThat(dialect.replacesKey(0)).isTrue();
    assertThat(dialect.replacesKey(-5)).isFalse();
  }

  @Test
  void handsBackColumnsOfWhatItInsertsWhereTheServerCan() {
    assertThat(dialect.returning("INSERT INTO t (a) VALUES (?)", "t", "t.id, t.a"))
        .contains("INSERT INTO t (a) VALUES (?) RETURNING t.id, t.a");
    assertThat(mysql.returning("INSERT INTO t (a) VALUES (?)", "t", "t.id, t.a")).isEmpty();
  }

  @Test
  void asksTheCatalogueHowATableMakesItsKeys() {
    assertThat(dialect.keySource(Optional.empty()))
        .isEqualTo(
            """
            SELECT max(CASE WHEN extra LIKE '%auto_increment%' THEN 'RETURNED' ELSE 'NONE' END)
            FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?""");
    assertThat(mysql.keySource(Optional.of("o'ther")))
        .contains("THEN 'SINGLE'", "table_schema = 'o''ther'");
    assertThat(dialect.tableColumns(Optional.of("o'ther"))).contains("table_schema = 'o''ther'");
  }

  @Test
  void isToldApartFromMysqlByTheVersionThatEitherDriverGives() {
    assertThat(Dialects.of("MariaDB", "10.11.19-MariaDB").returning("I", "t", "c")).isPresent();
    assertThat(Dialects.of("MySQL", "5.5.5-10.11.19-MariaDB").returning("I", "t", "c")).isPresent();
    assertThat(Dialects.of("MySQL", "8.4.0").returning("I", "t", "c")).isEmpty();
  }

  @Test
  void keepsTheSessionInUtcUntilItsConnectionIsGivenBack() {
    assertThat(dialect.begin(false)).contains("START TRANSACTION");
    assertThat(dialect.begin(true)).contains("START TRANSACTION READ ONLY");
    assertThat(dialect.connectionSetup())
        .containsExactly("SET @coatcheck_time_zone = @@time_zone, time_zone = '+00:00'");
    assertThat(dialect.connectionReset()).containsExactly("SET time_zone = @coatcheck_time_zone");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1000, 1", "1001, 2", "20000, 20"})
  void waitsForLocksInWholeSeconds(long milliseconds, int seconds) {
    assertThat(dialect.lockTimeout(milliseconds))
        .isEqualTo("SET innodb_lock_wait_timeout = " + seconds);
  }

  @ParameterizedTest
  @CsvSource({
    "23000, 1062, DUPLICATE", // ER_DUP_ENTRY
    "42S02, 1146, NO_TABLE", // ER_NO_SUCH_TABLE
    "42S22, 1054, NO_COLUMN", // ER_BAD_FIELD_ERROR
    "23000, 1452, FOREIGN_KEY", // ER_NO_REFERENCED_ROW_2
    "23000, 1048, NOT_NULL", // ER_BAD_NULL_ERROR
    "23000, 4025, CHECK", // ER_CONSTRAINT_FAILED of MariaDB
    "HY000, 3819, CHECK", // ER_CHECK_CONSTRAINT_VIOLATED of MySQL
    "HY000, 1364, NOT_NULL", // ER_NO_DEFAULT_FOR_FIELD
    "HY000, 1020, TRANSIENT", // ER_CHECKREAD, with innodb_snapshot_isolation
    "40001, 1213, TRANSIENT", // ER_LOCK_DEADLOCK, and a conflict of Galera
    "HY000, 1205, TRANSIENT", // ER_LOCK_WAIT_TIMEOUT by MariaDB's driver
    "41000, 1205, TRANSIENT", // the same by MySQL's
    "25S03, 0, OTHER", // MariaDB's driver, after it went on to another host
    "08S01, 0, CONNECTION", // MySQL's driver, whose connection is gone
    "70100, 1317, OTHER", // ER_QUERY_INTERRUPTED
    ", 0, OTHER"
  })
  void tellsFailuresApart(String sqlState, int code, Failure failure) {
    assertThat(dialect.failure(sqlState, code, "")).isEqualTo(failure);
  }

  @Test
  void quotesWhatIsInAName() {
    assertThat(dialect.quote("order")).isEqualTo("`order`");
    assertThat(dialect.quote("a`b")).isEqualTo("`a``b`");
    assertThat(dialect.fold("parent_id")).isEqualTo("parent_id");
  }
}
