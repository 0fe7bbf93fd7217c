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
   * How a type that Coatcheck does not know is stored.
   *
   * @return a class with a constructor without parameters; by default none
   */
  Class<? extends Converter<?, ?>> converter() default Converter.None.class;
}
