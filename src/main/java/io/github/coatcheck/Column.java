package io.github.coatcheck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Maps a field to a column.
 *
 * <p>A class maps the fields that carry this annotation; all others must be static or transient. A
 * record maps every component, and the annotation only refines how.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Column {
  /**
   * The name of the column, used exactly as given.
   *
   * @return the name; by default that of the field in snake_case, {@code parent_id} for {@code
   *     parentId}, in the case in which the database writes names that are not quoted
   */
  String name() default "";

  /**
   * Whether the column is the primary key, or a part of it.
   *
   * @return true for a key column; a key is never NULL
   */
  boolean primaryKey() default false;

  /**
   * Whether the database makes the key of a new row.
   *
   * <p>A key that is not set, which is null or, in a field of a primitive type, 0, is then left out
   * of the INSERT, and the key that the database made is put into the object. A key that is set is
   * stored as it is.
   *
   * @return true for the single integer key of a table
   */
  boolean autoincrement() default false;

  /**
   * Whether the column may be NULL.
   *
   * @return false for NOT NULL; a primitive field or a key is NOT NULL in any case
   */
  boolean nullable() default true;

  /**
   * Whether no two rows may have the same value.
   *
   * @return true for UNIQUE
   */
  boolean unique() default false;

  /**
   * The greatest number of characters of a text or of an enum's name. A longer one is refused
   * before any SQL, also on SQLite, which takes no notice of it.
   *
   * @return the number of Unicode characters; 0, the default, for as many as the database holds
   */
  int length() default 0;

  /**
   * The greatest number of digits of a {@code BigDecimal}, those behind the point included. A
   * number with more digits before the point than this leaves is refused before any SQL.
   *
   * @return the number of digits; 0, the default, for as many as the database holds
   */
  int precision() default 0;

  /**
   * The number of digits of a {@code BigDecimal} behind the point, where {@link #precision} is
   * given. A number that has more is refused before any SQL, and one that has fewer is stored with
   * zeros: 1.5 comes back as 1.50 where the scale is 2.
   *
   * @return the number of digits, at most {@link #precision}; by default 0
   */
  int scale() default 0;

  /**
   * The value, as an SQL expression, that the database takes where the field is null.
   *
   * <p>The column is then left out of the INSERT, and what the database chose is put into the
   * object.
   *
   * @return the expression, such as {@code CURRENT_TIMESTAMP} or {@code 'new'}; by default none
   */
  String defaultValue() default "";

  /**
   * The entity class to whose key the column refers.
   *
   * <p>No index is made for it. SQLite and PostgreSQL look through the whole table for each row
   * that is deleted from the other, so make one where that matters: {@code CREATE INDEX ON ...}.
   *
   * @return a class with a key of one column; by default none
   */
  Class<?> references() default void.class;

  /**
   * What happens to the row when the one is deleted to which it refers.
   *
   * @return a choice; by default the other row cannot be deleted
   */
  OnDelete onDelete() default OnDelete.RESTRICT;

  /**
   * Whether the column counts the changes of its row, so that nobody overwrites what somebody else
   * wrote after the object was read.
   *
   * <p>A version that is not set starts at 1 when the row is inserted. Each update counts it on, in
   * the row and in the object; an update or delete of a row that has another version than the
   * object throws a {@link StaleRowException}.
   *
   * @return true for the single integer version of a table; it is never NULL
   */
  boolean version() default false;

  /**
   * How a type that Coatcheck does not know is stored.
   *
   * @return a class with a constructor without parameters; by default none
   */
  Class<? extends Converter<?, ?>> converter() default Converter.None.class;
}
