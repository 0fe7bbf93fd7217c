package io.github.coatcheck.robustness;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of the pieces of work, as a plain connection sees them. */
final class Rows {
  private final Connection connection;

  /**
   * Creates the tables.
   *
   * @param key how the database defines a generated key
   * @param generated how it ends the definition of a generated column
   */
  Rows(Connection connection, String key, String generated) throws SQLException {
    this.connection = connection;
    execute(
        "drop table if exists line",
        "drop table if exists tag",
        "create table line (id %s, slot varchar(20) unique, amount integer not null, state varchar(20) default 'new', total integer generated always as (2 * amount) %s, version integer not null)"
            .formatted(key, generated),
        "create table tag (code varchar(20) not null primary key, note varchar(20) default 'none')");
  }

  /** Lets the tables hold what they do before each piece of work. */
  void reset() throws SQLException {
    execute(
        "delete from line",
        "delete from tag",
        "insert into line (id, slot, amount, state, version) values (-1, 's1', 1, 'old', 1), (-2, 's2', 2, 'old', 1), (-3, 's3', 3, 'old', 1), (-4, 's4', 4, 'old', 1)",
        "insert into tag (code) values ('t')");
  }

  private void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of lines by their keys, as {@link Line#content} tells them. */
  Map<Long, String> lines() throws SQLException {
    Map<Long, String> lines = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select id, slot, amount, state, total, version from line")) {
      while (row.next()) {
        lines.put(
            row.getLong(1),
            "line %s %d %s %d %d"
                .formatted(
                    row.getString(2),
                    row.getInt(3),
                    row.getString(4),
                    row.getInt(5),
                    row.getInt(6)));
      }
    }
    return lines;
  }

  /** All rows without generated keys, which differ from run to run. */
  List<String> contents() throws SQLException {
    List<String> contents = new ArrayList<>(lines().values());
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select code, note from tag")) {
      while (row.next()) {
        contents.add("tag %s %s".formatted(row.getString(1), row.getString(2)));
      }
    }
    contents.sort(null);
    return contents;
  }
}
