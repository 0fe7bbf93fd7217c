package io.github.coatcheck.mapping;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.MappingException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;

/** Makes members of the user's classes accessible, and wraps the exceptions that they throw. */
final class Members {
  private Members() {}

  /** Makes a member of any visibility accessible; throws if its module does not allow that. */
  static <M extends AccessibleObject & Member> M makeAccessible(M member) {
    if (!member.trySetAccessible()) {
      Class<?> owner = member.getDeclaringClass();
      throw new MappingException(
          "Cannot reach the members of %s: module %s does not open its package. Add \"opens %s to io.github.coatcheck;\" to its module-info.java."
              .formatted(owner.getName(), owner.getModule().getName(), owner.getPackageName()));
    }
    return member;
  }

  /** Wraps an exception that the user's own code threw, such as the constructor of a record. */
  static CoatcheckException failure(String action, Class<?> type, Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return new CoatcheckException(
        "Cannot %s an object of %s: its own code threw %s. Let that code accept what a row may hold."
            .formatted(action, type.getName(), cause),
        cause);
  }
}
