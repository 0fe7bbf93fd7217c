package io.github.coatcheck.session;

import static io.github.coatcheck.session.Arguments.require;

import io.github.coatcheck.MappingException;
import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.SqlGenerator;
import io.github.coatcheck.sql.TableDefinitions;
import java.util.List;

/**
 * The SQL that a session sends for an entity class, as text and without a database.
 *
 * <p>Immutable.
 */
public final class Statements {
  private final EntitySql<?> sql;
  private final String createTable;

  private Statements(EntitySql<?> sql, String createTable) {
    this.sql = sql;
    this.createTable = createTable;
  }

  /**
   * Generates the statements of a class.
   *
   * @param type an entity class
   * @param dialect the dialect of a database
   * @return the statements
   * @throws MappingException if the class is not a valid entity class, or has no key
   */
  public static Statements of(Class<?> type, Dialect dialect) {
    SqlGenerator sql = new SqlGenerator(require(dialect, "dialect"));
    TableDefinitions definitions = new TableDefinitions(sql);
    return new Statements(sql.of(require(type, "type")), definitions.create(List.of(type)).get(0));
  }

  /**
   * Returns the CREATE TABLE.
   *
   * @return one statement, without a semicolon
   */
  public String createTable() {
    return createTable;
  }

  /**
   * Returns the INSERT of an object that leaves its key and its default values to the database.
   *
   * @return one statement, without a semicolon
   */
  public String insert() {
    return sql.insert().sql().text();
  }

  /**
   * Returns the SELECT that finds a row by its key.
   *
   * @return one statement, without a semicolon
   */
  public String find() {
    return sql.find().text();
  }

  /**
   * Returns the UPDATE of the row of an object.
   *
   * @return one statement, without a semicolon
   */
  public String update() {
    return sql.update().text();
  }

  /**
   * Returns the DELETE of the row of an object.
   *
   * @return one statement, without a semicolon
   */
  public String delete() {
    return sql.delete().text();
  }

  /** Returns all statements, each followed by a semicolon and a line break. */
  @Override
  public String toString() {
    return String.join(";\n", createTable, insert(), find(), update(), delete()) + ";\n";
  }
}
