package io.github.coatcheck.session;

import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.TableDefinitions;
import java.util.List;

/**
 * The statements of an entity class as text, as a session sends them; needs no database.
 *
 * <p>Immutable. A class without a key has only the CREATE TABLE.
 */
public final class Statements {
  private final EntitySql<?> sql;
  private final String createTable;

  private Statements(EntitySql<?> sql, String createTable) {
    this.sql = sql;
    this.createTable = createTable;
  }

  /**
   * Writes the statements of a class.
   *
   * @param type an entity class
   * @param dialect the dialect of a database
   * @return the statements
   */
  public static Statements of(Class<?> type, Dialect dialect) {
    SqlGenerator sql = new SqlGenerator(dialect);
    TableDefinitions definitions = new TableDefinitions(sql);
    return new Statements(sql.of(type), definitions.create(List.of(type)).get(0));
  }

  /**
   * The CREATE TABLE.
   *
   * @return a statement
   */
  public String createTable() {
    return createTable;
  }

  /**
   * The INSERT of an object without a key and without values for columns with defaults.
   *
   * @return a statement
   */
  public String insert() {
    return sql.insert().sql().text();
  }

  /**
   * The SELECT of the row of a key.
   *
   * @return a statement
   */
  public String find() {
    return sql.find().text();
  }

  /**
   * The UPDATE of the row of an object.
   *
   * @return a statement
   */
  public String update() {
    return sql.update().text();
  }

  /**
   * The DELETE of the row of an object.
   *
   * @return a statement
   */
  public String delete() {
    return sql.delete().text();
  }

  /** All statements, each with a semicolon and a line break behind it. */
  @Override
  public String toString() {
    List<String> all =
        sql.table().keys().isEmpty()
            ? List.of(createTable)
            : List.of(createTable, insert(), find(), update(), delete());
    return String.join(";\n", all) + ";\n";
  }
}
