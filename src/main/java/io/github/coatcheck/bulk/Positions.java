package io.github.coatcheck.bulk;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.ValueException;
import java.util.List;
import java.util.function.IntFunction;

/** The numbers, from 1, that errors give to the objects that a caller handed in. */
final class Positions {
  /** By the index of an object, from 0; empty for one that is alone. */
  private final IntFunction<String> labels;

  private Positions(IntFunction<String> labels) {
    this.labels = labels;
  }

  /** Of so many objects. */
  static Positions of(int total) {
    return new Positions(index -> total == 1 ? "" : "Object %d of %d".formatted(index + 1, total));
  }

  /** Of objects that come after others; how many follow is unknown. */
  static Positions after(long others) {
    return new Positions(index -> "Object %d".formatted(others + index + 1));
  }

  /** Of some of these objects, by their indexes among all. */
  Positions at(List<Integer> indexes) {
    return new Positions(index -> labels.apply(indexes.get(index)));
  }

  /** The same error with the position of its object before the message. */
  CoatcheckException prefix(CoatcheckException cause, int index) {
    String label = labels.apply(index);
    if (label.isEmpty()) {
      return cause;
    }
    String message = label + ": " + cause.getMessage();
    if (cause instanceof ConstraintViolationException e) {
      return new ConstraintViolationException(message, e.sql(), e.sqlState(), e);
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
    // Of any other kind, such as a lost connection, the object is not the reason.
    return cause.getClass() == CoatcheckException.class
        ? new CoatcheckException(message, cause)
        : cause;
  }
}
