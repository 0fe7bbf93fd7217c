package io.github.coatcheck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Maps a class or a record to a table.
 *
 * <pre>{@code
 * @Table("messages")
 * record Message(
 *     @Column(primaryKey = true, autoincrement = true) Long id,
 *     @Column(references = User.class, nullable = false) UserId sender,
 *     String text) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Table {
  /**
   * The name of the table, used exactly as written.
   *
   * @return the name; by default the name of the class in snake_case, {@code order_line} for {@code
   *     OrderLine}, in the case that the database uses for unquoted names
   */
  String value() default "";

  /**
   * The schema of the table; on SQLite, the name of an attached database.
   *
   * @return the name, used exactly as written; by default none
   */
  String schema() default "";

  /**
   * The UNIQUE constraints of the table over several columns.
   *
   * @return for each constraint the names of its columns as in SQL, with commas between them:
   *     {@code "shop, article"}; by default none
   */
  String[] unique() default {};
}
