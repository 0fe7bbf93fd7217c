package io.github.coatcheck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Maps a field to a column.
 *
 * <pre>{@code
 * @Column(primaryKey = true, autoincrement = true)
 * private Long id;
 *
 * @Column private String name;
 * }</pre>
 *
 * <p>A class maps the fields that carry this annotation; all other fields must be static or
 * transient. A record maps every component; there, the annotation only changes options.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Column {
  /**
   * The name of the column, used exactly as written.
   *
   * @return the name; by default the name of the field in snake_case, {@code parent_id} for {@code
   *     parentId}, in the case that the database uses for unquoted names
   */
  String name() default "";

  /**
   * Whether the column is the primary key or a part of it.
   *
   * @return true for a key column; a key is never NULL
   */
  boolean primaryKey() default false;

  /**
   * Whether the database generates the key of a new row. The column is the primary key, also
   * without {@link #primaryKey}.
   *
   * <p>The INSERT then omits a key that is not set: null or, in a field of a primitive type, 0. The
   * object gets the key that the database generated. An explicit key is stored as it is.
   *
   * @return true for the only key column of a table, an integer
   */
  boolean autoincrement() default false;

  /**
   * Whether the column may be NULL.
   *
   * @return false for NOT NULL; a primitive field, a key and a version are always NOT NULL
   */
  boolean nullable() default true;

  /**
   * Whether the values of all rows must be different.
   *
   * @return true for UNIQUE
   */
  boolean unique() default false;

  /**
   * The maximum length of a text or of an enum's name. A longer one is refused before any SQL, also
   * on SQLite, which itself ignores the length.
   *
   * @return the number of Unicode characters; 0, the default, for no limit but that of the database
   */
  int length() default 0;

  /**
   * The maximum number of digits of a {@code BigDecimal}, before and behind the point together. A
   * number with too many digits before the point is refused before any SQL.
   *
   * @return the number of digits; 0, the default, for no limit but that of the database
   */
  int precision() default 0;

  /**
   * The number of digits of a {@code BigDecimal} after the decimal point; needs a {@link
   * #precision}. Coatcheck refuses a number with more such digits before it sends any SQL, and adds
   * zeros to a number with fewer: with a scale of 2, 1.5 comes back as 1.50.
   *
   * @return the number of digits, at most {@link #precision}; by default 0
   */
  int scale() default 0;

  /**
   * The default value of the column, as an SQL expression. The database stores it if the field is
   * null.
   *
   * <p>The INSERT then omits the column, and the object gets the value that the database stored.
   *
   * @return the expression, such as {@code CURRENT_TIMESTAMP} or {@code 'new'}; by default none
   */
  String defaultValue() default "";

  /**
   * Whether the database alone fills the column: a generated column, or one that a trigger or a
   * default fills. It is never written, and read back after each insert, update and upsert, by a
   * SELECT by the key.
   *
   * <p>Create such a table by SQL; {@code createTables} makes a plain column that may be NULL, or
   * one with the {@link #defaultValue}.
   *
   * @return true for a column that is neither a key nor a version
   */
  boolean readOnly() default false;

  /**
   * The entity class whose key the column references.
   *
   * <p>No index is created for it. Without one, SQLite and PostgreSQL scan this table for each row
   * that is deleted from the other; create one where that matters: {@code CREATE INDEX ON ...}.
   *
   * @return a class with a key of one column; by default none
   */
  Class<?> references() default void.class;

  /**
   * What happens to the row when the row that it refers to is deleted.
   *
   * @return the action; by default the other row cannot be deleted
   */
  OnDelete onDelete() default OnDelete.RESTRICT;

  /**
   * Whether the column is the version of its row, so that nobody overwrites a change that somebody
   * else made after the object was read (optimistic locking).
   *
   * <p>A version that is not set becomes 1 when the row is inserted. Each update increments it, in
   * the row and in the object. An update or delete of a row with another version than that of the
   * object throws a {@link StaleRowException}.
   *
   * @return true for the version, which must be an integer; a table has at most one, never NULL
   */
  boolean version() default false;

  /**
   * The converter for a type that Coatcheck does not know.
   *
   * @return a class that has a constructor without parameters; by default none
   */
  Class<? extends Converter<?, ?>> converter() default Converter.None.class;
}
