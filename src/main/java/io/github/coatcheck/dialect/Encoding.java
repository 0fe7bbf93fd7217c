package io.github.coatcheck.dialect;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How a column holds the values of one Java type.
 *
 * <p>Neither function gets null. They throw an {@link IllegalArgumentException} whose message says
 * why, for a value that would not come back as it went in. Coatcheck adds where.
 *
 * @param columnType the type of the column in SQL
 * @param jdbcType the class that a cell is read as, such as {@code LocalDate}; {@code Object} if
 *     the driver chooses it, {@code String} for {@code getString}
 * @param toDatabase turns a value into what is bound: a {@code Long}, {@code Double}, {@code
 *     String}, {@code byte[]}, or any other type that the JDBC driver accepts in {@code setObject}
 * @param toJava turns a cell, as the JDBC driver returns it, into a value
 */
public record Encoding(
    String columnType,
    Class<?> jdbcType,
    Function<Object, Object> toDatabase,
    Function<Object, ?> toJava) {

  /**
   * Creates an encoding that lets the driver choose the class of a cell.
   *
   * @param columnType the SQL type of the column
   * @param toDatabase converts a value to the object to bind
   * @param toJava converts the object that the driver returns to a value
   */
  public Encoding(
      String columnType, Function<Object, Object> toDatabase, Function<Object, ?> toJava) {
    this(columnType, Object.class, toDatabase, toJava);
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
    return new Encoding(type, jdbcType, toDatabase, toJava);
  }

  /**
   * The same encoding, whose cells are read as another class.
   *
   * @param cell the new {@link #jdbcType}
   * @return a copy with that jdbcType
   */
  public Encoding as(Class<?> cell) {
    return new Encoding(columnType, cell, toDatabase, toJava);
  }

  /**
   * The same encoding, for fewer values.
   *
   * @param check throws an {@link IllegalArgumentException} for a value that would not come back as
   *     it went in
   * @return a copy with that check
   */
  public Encoding refusing(Consumer<Object> check) {
    return new Encoding(
        columnType,
        jdbcType,
        value -> {
          check.accept(value);
          return toDatabase.apply(value);
        },
        toJava);
  }
}
