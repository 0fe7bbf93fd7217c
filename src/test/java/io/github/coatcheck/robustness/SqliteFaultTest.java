package io.github.coatcheck.robustness;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every JDBC call fails once, on SQLite. */
class SqliteFaultTest {
  private static final String URL = "jdbc:sqlite:file:/faults?vfs=memdb";

  private static Connection plain;

  @BeforeAll
  static void connect() throws SQLException {
    plain = DriverManager.getConnection(URL);
  }

  @AfterAll
  static void disconnect() throws SQLException {
    plain.close();
  }

  @TestFactory
  Stream<DynamicTest> nothingIsStoredInPartOrKeptInObjectsWhateverFails() throws SQLException {
    return new Faults(
            plain, () -> DriverManager.getConnection(URL), "integer primary key autoincrement", "")
        .tests();
  }
}
