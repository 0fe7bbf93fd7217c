package io.github.coatcheck.mapping;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.MappingException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;

/** The fields, accessors and constructors of the user's classes, as far as they can be reached. */
final class Members {
  private Members() {}

  /** Lets a member of any visibility be used, in a module that allows it. */
  static <M extends AccessibleObject & Member> M makeAccessible(M member) {
    if (!member.trySetAccessible()) {
      Class<?> owner = member.getDeclaringClass();
      throw new MappingException(
          "Cannot reach the members of %s: module %s does not open its package. Add \"opens %s to io.github.coatcheck;\" to its module-info.java."
              .formatted(owner.getName(), owner.getModule().getName(), owner.getPackageName()));
    }
    return member;
  }

  /** The error for what code of the class itself threw, such as a record's constructor. */
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
