package io.github.coatcheck.dialect;

import java.util.function.Function;

/**
 * How the values of one Java type stand in a column.
 *
 * <p>Both functions are never handed null. They throw an {@link IllegalArgumentException} whose
 * message says why for a value that would not come back as it went in; Coatcheck adds where.
 *
 * @param columnType the type of the column in SQL
 * @param toDatabase turns a value into what is bound: a {@code Long}, {@code Double}, {@code
 *     String}, {@code byte[]}, or what else the JDBC driver takes in {@code setObject}
 * @param toJava turns what the JDBC driver's {@code getObject} gives into a value
 */
public record Encoding(
    String columnType, Function<Object, Object> toDatabase, Function<Object, ?> toJava) {

  /**
   * An encoding whose functions know the Java type.
   *
   * @param <J> the Java type
   * @param javaType its class
   * @param columnType the type of the column in SQL
   * @param toDatabase turns a value into what is bound
   * @param toJava turns what the driver gives into a value
   * @return the encoding
   */
  public static <J> Encoding of(
      Class<J> javaType,
      String columnType,
      Function<J, Object> toDatabase,
      Function<Object, J> toJava) {
    return new Encoding(columnType, value -> toDatabase.apply(javaType.cast(value)), toJava);
  }
}
