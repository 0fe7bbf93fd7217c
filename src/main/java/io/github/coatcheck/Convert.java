package io.github.coatcheck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the converter of a class, record or enum, which is used wherever the type stands: in
 * columns and keys, as a parameter of SQL, and as a single value of a query.
 *
 * <p>With {@code @Convert(UserIdConverter.class) record UserId(long value)} a key has a type of its
 * own. The database can generate it, if the converter is to an integer. The converter of a column,
 * {@link Column#converter}, comes before that of its type.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Convert {
  /**
   * The converter, which has a constructor without parameters.
   *
   * @return its class
   */
  Class<? extends Converter<?, ?>> value();
}
