package io.github.coatcheck.bulk;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.dialect.Failure;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The positions of objects in the list that a caller passed, as error messages show them: from 1.
 */
final class Positions {
  /** Maps the index of an object, from 0, to its label; empty if there is only one object. */
  private final IntFunction<String> labels;

  private Positions(IntFunction<String> labels) {
    this.labels = labels;
  }

  /** Returns the positions of a list of this many objects. */
  static Positions of(int total) {
    return new Positions(index -> total == 1 ? "" : "Object %s of %s".formatted(index + 1, total));
  }

  /** Returns the positions of objects that follow others, when the total is unknown. */
  static Positions after(long preceding) {
    return new Positions(index -> "Object %s".formatted(preceding + index + 1));
  }

  /** Returns the positions of the objects at these indexes. */
  Positions select(List<Integer> indexes) {
    return new Positions(index -> labels.apply(indexes.get(index)));
  }

  /** Returns the same exception with the position of its object before the message. */
  CoatcheckException prefix(CoatcheckException cause, int index) {
    String label = labels.apply(index);
    if (label.isEmpty()) {
      return cause;
    }
    String message = label + ": " + cause.getMessage();
    if (cause instanceof ConstraintViolationException e) {
      return new ConstraintViolationException(message, e.kind(), e.sql(), e.sqlState(), e);
    }
    if (cause instanceof KeyException) {
      return new KeyException(message, cause);
    }
    if (cause instanceof ValueException) {
      return new ValueException(message, cause);
    }
    if (cause instanceof StaleRowException) {
      return new StaleRowException(message, cause);
    }
    if (cause instanceof DatabaseException e && isDataException(e)) {
      return new DatabaseException(message, e.sql(), e.sqlState(), e);
    }
    // Any other error, such as a lost connection, is not caused by the object.
    return cause.getClass() == CoatcheckException.class
        ? new CoatcheckException(message, cause)
        : cause;
  }

  /** Whether the database refused a value, which does not fit where it is to be stored. */
  static boolean isDataException(CoatcheckException e) {
    return e instanceof DatabaseException failure
        && Failure.ofStandard(failure.sqlState()) == Failure.VALUE;
  }
}
