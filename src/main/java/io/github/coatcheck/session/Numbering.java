package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.ValueException;
import java.util.List;
import java.util.function.IntFunction;

/** How errors name the objects that a caller handed in: by their numbers, from 1 on. */
final class Numbering {
  /** By the place of an object, from 0; nothing for one that is alone. */
  private final IntFunction<String> names;

  private Numbering(IntFunction<String> names) {
    this.names = names;
  }

  /** Of so many objects. */
  static Numbering of(int total) {
    return new Numbering(place -> total == 1 ? "" : "object %d of %d".formatted(place + 1, total));
  }

  /** Of objects that come after others, and nobody knows before how many. */
  static Numbering after(long others) {
    return new Numbering(place -> "object %d".formatted(others + place + 1));
  }

  /** Of objects that were taken out of these, by their places among them. */
  Numbering at(List<Integer> places) {
    return new Numbering(place -> names.apply(places.get(place)));
  }

  /** The object at the end of a sentence: {@code "object 3 of 7"}. */
  String name(int place) {
    String name = names.apply(place);
    return name.isEmpty() ? "the object" : name;
  }

  /** The object within a sentence, before its type: {@code "object 3 of 7, "}. */
  String which(int place) {
    String name = names.apply(place);
    return name.isEmpty() ? "" : name + ", ";
  }

  /** The same error, which says of many objects which one it was. */
  CoatcheckException located(CoatcheckException cause, int place) {
    String name = names.apply(place);
    if (name.isEmpty()) {
      return cause;
    }
    String message = "O%s: %s".formatted(name.substring(1), cause.getMessage());
    if (cause instanceof ConstraintViolationException e) {
      return new ConstraintViolationException(message, e.sql(), e.sqlState(), e);
    }
    return cause instanceof KeyException
        ? new KeyException(message, cause)
        : new ValueException(message, cause);
  }
}
