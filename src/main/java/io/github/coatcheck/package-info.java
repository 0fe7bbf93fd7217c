/**
 * The words of the library: the annotations of an entity class, converters, and the errors.
 *
 * <p>They know nothing of the other packages. A program begins with {@link
 * io.github.coatcheck.Table} and {@link io.github.coatcheck.Column}.
 *
 * <p>To read the source, take CoatcheckException, MappingException, KeyException, ValueException,
 * StaleRowException, DatabaseException, ConstraintViolationException, TransientFailureException,
 * OutcomeUnknownException, Table, Converter, Convert, OnDelete, Column.
 */
package io.github.coatcheck;
