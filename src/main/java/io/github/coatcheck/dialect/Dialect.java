package io.github.coatcheck.dialect;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.dialect.Encoding.CellReader;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a database does differently.
 *
 * <p>The defaults are standard SQL. Threads share a dialect, so it must be thread-safe.
 *
 * <pre>{@code
 * public final class HsqldbDialect implements Dialect {
 *   private final Dialect standard = new StandardDialect();
 *
 *   @Override
 *   public Encoding encoding(Class<?> javaType) {
 *     return javaType == UUID.class
 *         ? Encoding.of(UUID.class, "UUID", uuid -> uuid, UUID.class::cast)
 *         : standard.encoding(javaType);
 *   }
 *
 *   @Override
 *   public boolean isInMemory(String url) {
 *     return url.startsWith("jdbc:hsqldb:mem:");
 *   }
 * }
 * }</pre>
 */
public interface Dialect {
  // Names

  /**
   * Quotes a name, so that it can contain any character.
   *
   * @param identifier the name of a table, schema or column
   * @return the name in quotes
   */
  default String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /**
   * Changes the case of a name as the database does with a name without quotes.
   *
   * @param identifier a name in lower case, made from a Java name
   * @return the name as the database stores it; in standard SQL that is upper case
   */
  default String fold(String identifier) {
    return identifier.toUpperCase(Locale.ROOT);
  }

  /**
   * Whether two names in quotes are different if only their case is.
   *
   * @return true, as in standard SQL
   */
  default boolean distinguishesCase() {
    return true;
  }

  // Types and values of columns

  /**
   * How a column holds the values of a Java type.
   *
   * @param javaType a boxed type, an enum or another type that Coatcheck supports
   * @return the column type and both conversions; by default those of standard SQL
   */
  default Encoding encoding(Class<?> javaType) {
    return StandardEncodings.ALL.get(javaType);
  }

  /**
   * The type of a column for texts with a maximum length.
   *
   * @param length the maximum number of characters
   * @return a type that does not change the texts
   */
  default String textType(int length) {
    return "VARCHAR(" + length + ")";
  }

  /**
   * How a column holds decimals with a maximum number of digits.
   *
   * @param column the quoted name of the column
   * @param precision the maximum number of digits, at least 1
   * @param scale how many of them are behind the point
   * @return the column type and both conversions; decimals compare as numbers
   */
  default Encoding decimal(String column, int precision, int scale) {
    return encoding(BigDecimal.class).in("NUMERIC(%s, %s)".formatted(precision, scale));
  }

  /**
   * Why no column can hold decimals of so many digits, and what to do.
   *
   * @param precision the maximum number of digits, or 0 if the class does not tell it
   * @return the end of a message, or empty if a column can; by default empty from 1 on
   */
  default Optional<String> refuseDecimals(int precision) {
    return precision > 0
        ? Optional.empty()
        : Optional.of(
            "a column of decimals has a number of digits. Tell it by @Column(precision = ..., scale = ...)");
  }

  /**
   * The end of CREATE TABLE.
   *
   * @return the options of a table, after a space; by default none
   */
  default String tableOptions() {
    return "";
  }

  /**
   * A query for the columns of a table that hold only values of their type, whoever writes them.
   *
   * <p>Its parameter is the name of the table; each row has the name and the type of a column.
   *
   * @param schema the schema of the table, if the class names one
   * @return the query; empty if {@link Encoding#reader} is as fast as any other
   */
  default Optional<String> typedColumns(Optional<String> schema) {
    return Optional.empty();
  }

  /**
   * The fastest reader of a column that holds only values of its type.
   *
   * @param columnType the type of the column, one of {@link #typedColumns}
   * @return the reader
   */
  default CellReader typedReader(String columnType) {
    return ResultSet::getObject;
  }

  /**
   * The type of a column that needs an index: a key, a unique column or a reference.
   *
   * @param columnType the type of the column without one
   * @return the same type, unless the database cannot index it
   */
  default String indexed(String columnType) {
    return columnType;
  }

  /**
   * The clause for the default value of a column.
   *
   * @param expression the SQL expression of {@code @Column(defaultValue)}
   * @return a clause of the definition of a column
   */
  default String defaultClause(String expression) {
    return "DEFAULT " + expression;
  }

  /**
   * Whether a column stores every value of a Java type without a change.
   *
   * @param javaType a boxed type, an enum or another type that Coatcheck maps
   * @param expected the type that Coatcheck would give the column
   * @param found the type of the column, as {@link #tableColumns} returns it
   * @return false if the column would change or refuse some values
   */
  default boolean storesExactly(Class<?> javaType, String expected, String found) {
    return ColumnType.holds(javaType, expected, found);
  }

  /**
   * Whether a column can hold values that its type does not tell, so that only a look at all rows
   * shows whether they can be read.
   *
   * @return false, as in most databases
   */
  default boolean storesAnything() {
    return false;
  }

  // Generated keys

  /**
   * The definition of a generated key column, whose values are never used again.
   *
   * @param columnType the type of the column
   * @return the definition without the name of the column, with PRIMARY KEY
   */
  default String generatedKey(String columnType) {
    return columnType + " GENERATED BY DEFAULT AS IDENTITY (START WITH 1) PRIMARY KEY";
  }

  /**
   * Whether the database replaces an explicit key by a generated one.
   *
   * @param key the key
   * @return true if the key would not be stored
   */
  default boolean replacesKey(long key) {
    return false;
  }

  /**
   * How to repair a table that generates keys which its rows already have, since explicit ones were
   * stored.
   *
   * @param error the driver's message for a constraint that an INSERT without the key violates
   * @param table the name of the table in quotes
   * @param key the name of the key column, without quotes
   * @return a statement that lets the next key be greater than all; empty if another constraint is
   *     violated, or if explicit keys are never generated again
   */
  default Optional<String> repairGenerator(String error, String table, String key) {
    return Optional.empty();
  }

  /**
   * Whether the driver needs the name of the key column to return a generated key.
   *
   * @return false if it returns the key alone without the name
   */
  default boolean namesGeneratedKey() {
    return true;
  }

  /**
   * A query for how a table generates keys.
   *
   * <p>Its parameters are the names of the table and of the key column. Its one row has one column:
   * the name of a {@link KeySource}, or NULL if there is no such table.
   *
   * @param schema the schema of the table, if the class names one
   * @return the query; by default to the information schema of standard SQL
   */
  default String keySource(Optional<String> schema) {
    return InformationSchema.keySource(
        schema, returning("", "", "").isPresent() ? KeySource.RETURNED : KeySource.SINGLE);
  }

  /**
   * A query that draws keys from the sequence of a table, which are then bound; asked only for a
   * table whose keys are {@link KeySource#DRAWN}.
   *
   * <p>Its parameter is the number of keys; each row is a key.
   *
   * @param table the name of the table in quotes, after that of its schema if the class names one
   * @param key the name of the key column, without quotes
   * @return the query; by default the database is not asked
   */
  default String drawKeys(String table, String key) {
    throw new UnsupportedOperationException("A dialect with drawn keys must say how to draw them");
  }

  /**
   * A query for a number that changes when any connection changes tables.
   *
   * @return the query, which gives no row if this connection may see tables that others do not see,
   *     for databases in which a table that another program changed would give wrong keys or
   *     values, and not errors; by default empty
   */
  default Optional<String> schemaVersion() {
    return Optional.empty();
  }

  // Statements

  /**
   * What the SQL of the database adds to the standard, as far as it decides where a string, a
   * comment or a parameter ends.
   *
   * @return the additions; none for standard SQL
   */
  default Set<SqlSyntax> syntax() {
    return Set.of();
  }

  /**
   * What a statement has in place of {@code ?} where it binds a null whose type is known.
   *
   * @param columnType the type of a column for such values
   * @return an expression with one {@code ?}, such as a cast, if the database has to know the type
   */
  default String nullParameter(String columnType) {
    return "?";
  }

  /**
   * Why a statement would not do what it says, in a session or outside of one, and what to do
   * instead.
   *
   * @param words the words and signs of the statement in upper case, without comments
   * @return the end of a message; empty, as by default, for a statement that is fine
   */
  default Optional<String> refusalAnywhere(List<String> words) {
    return Optional.empty();
  }

  /**
   * Why a session must not run a statement, and what to do instead. A session has to know whether
   * its transaction is still there.
   *
   * @param words the words and signs of the statement in upper case, without comments
   * @return the end of a message; empty for a statement that a session may run. By default only
   *     statements that read or write rows are allowed unless {@link #hasTransactionalDdl}, since
   *     many databases commit the transaction when they run any other
   */
  default Optional<String> refusal(List<String> words) {
    return SessionRules.refusal(words, !hasTransactionalDdl());
  }

  /**
   * The part of an INSERT behind the name of the table, if it sets no column.
   *
   * @return the clause; by default that of standard SQL
   */
  default String noValues() {
    return "DEFAULT VALUES";
  }

  /**
   * A statement that inserts rows and returns columns of each.
   *
   * @param insert the INSERT
   * @param table the name of its table in quotes, without the schema, as in the names of the
   *     columns
   * @param columns the columns, joined by commas
   * @return the statement, or empty if the database has none; default values are then read by the
   *     key
   */
  default Optional<String> returning(String insert, String table, String columns) {
    return Optional.empty();
  }

  /**
   * A statement that inserts many rows and has one parameter for each column: an array with the
   * value of each row. It is used for tables whose columns have the types of the class.
   *
   * @param into the INSERT up to the list of its columns
   * @param types the types of the columns
   * @return the statement, or empty, as by default: then each value is a parameter
   */
  default Optional<String> insertArrays(String into, List<String> types) {
    return Optional.empty();
  }

  /**
   * The array that {@link #insertArrays} binds for one column.
   *
   * @param values the value of each row in the form to bind; null for NULL
   * @return an object that the driver accepts in {@code setObject}
   */
  default Object array(List<Object> values) {
    return values.toArray();
  }

  /**
   * The end of a SELECT that reads the rows that an UPDATE would find.
   *
   * @return a clause that locks the rows, if the database reads older versions of them without it;
   *     by default empty
   */
  default String currentRows() {
    return "";
  }

  /**
   * How many rows one INSERT of a list has, if that does not take too many parameters. The more
   * rows, the longer it takes to parse, once; and the fewer are sent.
   *
   * @param rows how many rows the list has
   * @return the number of rows with which the list is inserted fastest
   */
  default int rowsPerInsert(int rows) {
    return rows < 10_000 ? 64 : 128;
  }

  /**
   * A query for the columns of a table, in their order, each as often as there are unique keys that
   * have it, but at least once.
   *
   * <p>Its parameter is the name of the table; each row is a column. {@code name} and {@code type}
   * are texts; {@code nullable} tells whether it may be NULL, or is NULL itself if the database
   * does not know it, as for a view; {@code has_default} tells whether a row without a value gets
   * one; {@code unique_key} is the name of a key or another unique index that has the column, as it
   * is and for all rows, or NULL; {@code writable} tells whether it is no generated column, and its
   * table no view that only can be read.
   *
   * @param schema the schema of the table; empty for the current schema
   * @return the query; by default one to the information schema of standard SQL
   */
  default String tableColumns(Optional<String> schema) {
    return InformationSchema.tableColumns(schema);
  }

  /**
   * A query for the foreign keys of a table that refer to nothing, so that every INSERT fails.
   *
   * <p>Its parameter is the name of the table; each row has the {@code name} of a column, and the
   * {@code parent}, which is the name of the table to which it refers.
   *
   * @param schema the schema of the table; empty for the current schema
   * @return the query; by default empty, since most databases refuse such foreign keys
   */
  default Optional<String> brokenReferences(Optional<String> schema) {
    return Optional.empty();
  }

  /**
   * Whether a foreign key can refer to a table of another schema.
   *
   * @return false if foreign keys stay within a schema
   */
  default boolean refersAcrossSchemas() {
    return true;
  }

  // Connections

  /**
   * The statements that set up a new connection.
   *
   * @return statements that run outside of a transaction
   */
  default List<String> connectionSetup() {
    return List.of();
  }

  /** {@return the statements that undo the setup before a connection returns to its pool} */
  default List<String> connectionReset() {
    return List.of();
  }

  /**
   * The statement that sets how long a connection waits for a lock.
   *
   * @param milliseconds the maximum time to wait, in milliseconds
   * @return the statement
   * @throws CoatcheckException if the dialect has no such statement, which is the default
   */
  default String lockTimeout(long milliseconds) {
    throw new CoatcheckException(
        "Cannot set a lock timeout: the dialect has no statement for it. Set it in the database.");
  }

  /**
   * The dialect of the database at a URL, where that tells more than the product.
   *
   * @param url the URL of the database
   * @return a dialect; by default this one
   */
  default Dialect at(String url) {
    return this;
  }

  /**
   * Whether the data are lost when the last connection is closed.
   *
   * @param url the URL of the database
   * @return true for an in-memory database; by default false
   */
  default boolean isInMemory(String url) {
    return false;
  }

  // Transactions

  /**
   * The statement that begins a transaction; COMMIT and ROLLBACK end it.
   *
   * @param readOnly whether the transaction only reads
   * @return a statement, or empty to switch auto-commit off, as JDBC does
   */
  default Optional<String> begin(boolean readOnly) {
    return Optional.empty();
  }

  /**
   * Whether CREATE TABLE and the like are part of a transaction.
   *
   * @return false if they commit it, as in many databases; tables are then created outside of one
   */
  default boolean hasTransactionalDdl() {
    return false;
  }

  /**
   * The statement that waits until no other transaction creates or drops tables.
   *
   * @return a statement whose lock ends with its transaction; by default empty, since most
   *     databases let transactions wait for each other by themselves
   */
  default Optional<String> definitionLock() {
    return Optional.empty();
  }

  /**
   * The statement that makes a connection read-only, or writable again.
   *
   * @param readOnly true for read-only
   * @return a statement that runs outside of a transaction, or empty if none is needed
   */
  default Optional<String> readOnly(boolean readOnly) {
    return Optional.empty();
  }

  /**
   * Whether a transaction can only be rolled back after any statement of it failed.
   *
   * @return false if a SELECT that failed does not end it, as in most databases
   */
  default boolean abortsOnError() {
    return false;
  }

  /**
   * A statement that the database refuses within a transaction, to find out whether one has begun.
   *
   * @return a statement that changes nothing; empty if the auto-commit mode of JDBC tells
   */
  default Optional<String> transactionProbe() {
    return Optional.empty();
  }

  /**
   * A query for what is wrong with the settings of a connection that its owner prepared.
   *
   * @return a query for one text, which is NULL if nothing is wrong; empty if no setting matters
   */
  default Optional<String> settingsCheck() {
    return Optional.empty();
  }

  /** {@return whether only one transaction may write at a time, so that a second one waits} */
  default boolean hasOneWriter() {
    return false;
  }

  /**
   * Whether an error of ROLLBACK only says that the database has already ended the transaction.
   *
   * @param message the message of the driver
   * @return true if there is nothing to roll back
   */
  default boolean isTransactionOver(String message) {
    return false;
  }

  // Failures

  /**
   * Classifies an error of the driver by what a caller can do about it.
   *
   * @param sqlState the SQLState, or null if the driver reports none
   * @param vendorCode the error code of the database
   * @param message the message of the driver
   * @return the kind of failure; by default according to the SQLState
   */
  default Failure failure(String sqlState, int vendorCode, String message) {
    return Failure.ofStandard(sqlState);
  }

  /**
   * Takes values out of a message of the driver.
   *
   * @param message the message
   * @param sql the statement that failed, without its values
   * @return what is sure to have no value of a row or a parameter. By default that is the first
   *     line, without what follows {@code value:} or {@code value is}, and without texts in quotes,
   *     except after a word such as {@code constraint} or {@code column}
   */
  default String withoutValues(String message, String sql) {
    return DriverMessages.withoutValues(message, sql);
  }

  /**
   * The name of the table or column that does not exist, according to an error of the driver.
   *
   * @param message the message of the driver
   * @return the name, which may be in quotes, and behind that of its table or schema; by default
   *     the first name in quotes or with a dot, or an empty text
   */
  default String missingName(String message) {
    Matcher name = Pattern.compile("[\"'][^\"']+[\"']|\\w+\\.\\w+").matcher(message);
    return name.find() ? name.group() : "";
  }
}
