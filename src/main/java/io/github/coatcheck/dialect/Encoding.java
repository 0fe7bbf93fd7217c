package io.github.coatcheck.dialect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How a column holds the values of one Java type.
 *
 * <p>Neither function gets null. They throw an {@link IllegalArgumentException} whose message says
 * why, for a value that would not come back as it went in. Coatcheck adds where.
 *
 * @param columnType the type of the column in SQL
 * @param reader reads a cell from a row, in the way in which the driver does not change it
 * @param toDatabase turns a value into what is bound: a {@code Long}, {@code Double}, {@code
 *     String}, {@code byte[]}, or any other type that the JDBC driver accepts in {@code setObject}
 * @param toJava turns a cell, as the JDBC driver returns it, into a value
 */
public record Encoding(
    String columnType,
    CellReader reader,
    Function<Object, Object> toDatabase,
    Function<Object, ?> toJava) {

  /** Reads a cell from a row. */
  @FunctionalInterface
  public interface CellReader {
    /**
     * Reads a cell.
     *
     * @param row the result set, at its current row
     * @param position the position of the cell, from 1
     * @return the cell; null if it is NULL
     * @throws SQLException if the driver cannot read it
     * @throws IllegalArgumentException if reading would change it; the message says why
     */
    Object read(ResultSet row, int position) throws SQLException;

    /**
     * Whether reading depends on the type of the column.
     *
     * @return true if {@link #in} may return another reader
     */
    default boolean asksForType() {
      return false;
    }

    /**
     * The reader of a column of one result, asked once before its rows are read.
     *
     * @param result the result set
     * @param position the position of the column, from 1
     * @return this reader, unless reading depends on the type of the column
     * @throws SQLException if the driver does not tell the type
     */
    default CellReader in(ResultSet result, int position) throws SQLException {
      return this;
    }
  }

  /**
   * Creates an encoding that lets the driver choose the class of a cell.
   *
   * @param columnType the SQL type of the column
   * @param toDatabase converts a value to the object to bind
   * @param toJava converts the object that the driver returns to a value
   */
  public Encoding(
      String columnType, Function<Object, Object> toDatabase, Function<Object, ?> toJava) {
    this(columnType, ResultSet::getObject, toDatabase, toJava);
  }

  /**
   * Creates an encoding with typed functions that lets the driver choose the class of a cell.
   *
   * @param <J> the Java type
   * @param javaType its class
   * @param columnType the SQL type of the column
   * @param toDatabase converts a value to the object to bind
   * @param toJava converts the object that the driver returns to a value
   * @return the encoding
   */
  public static <J> Encoding of(
      Class<J> javaType,
      String columnType,
      Function<J, Object> toDatabase,
      Function<Object, J> toJava) {
    return new Encoding(columnType, value -> toDatabase.apply(javaType.cast(value)), toJava);
  }

  /**
   * The same encoding in a column of another type.
   *
   * @param type the SQL type of the column
   * @return a copy with that column type
   */
  public Encoding in(String type) {
    return new Encoding(type, reader, toDatabase, toJava);
  }

  /**
   * The same encoding, whose cells are read in another way.
   *
   * @param other the new {@link #reader}, such as {@code ResultSet::getString}
   * @return a copy with that reader
   */
  public Encoding readBy(CellReader other) {
    return new Encoding(columnType, other, toDatabase, toJava);
  }

  /**
   * The encoding of another Java type whose values are stored as those of this one.
   *
   * @param <J> the other Java type
   * @param <S> the Java type of this encoding
   * @param toStored converts a value of the other type
   * @param toValue converts it back
   * @return an encoding of the other type
   */
  @SuppressWarnings("unchecked") // the values are those of the two types, as the caller says
  public <J, S> Encoding converted(Function<J, S> toStored, Function<S, J> toValue) {
    return new Encoding(
        columnType,
        reader,
        toDatabase.compose((Function<Object, Object>) (Function<?, ?>) toStored),
        ((Function<Object, S>) toJava).andThen(toValue));
  }

  /**
   * The same encoding, which stores fewer values.
   *
   * @param check throws an {@link IllegalArgumentException} for a value that would not come back as
   *     it went in
   * @return a copy with that check
   */
  public Encoding refusing(Consumer<Object> check) {
    return new Encoding(columnType, reader, toDatabase.compose(checkedBy(check)), toJava);
  }

  /**
   * The same encoding, which stores and reads fewer values.
   *
   * @param check throws an {@link IllegalArgumentException} for a value that does not exist in Java
   *     and in the database alike
   * @return a copy with that check
   */
  public Encoding limitedTo(Consumer<Object> check) {
    Function<Object, Object> checked = checkedBy(check);
    return new Encoding(columnType, reader, toDatabase.compose(checked), toJava.andThen(checked));
  }

  private static Function<Object, Object> checkedBy(Consumer<Object> check) {
    return value -> {
      check.accept(value);
      return value;
    };
  }
}
