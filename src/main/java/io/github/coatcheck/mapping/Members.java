package io.github.coatcheck.mapping;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.MappingException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;

/** Makes members of the user's classes accessible, and wraps the exceptions that they throw. */
public final class Members {
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
    if (cause instanceof SourceException error) {
      throw error;
    }
    return new CoatcheckException(
        "Cannot %s an object of %s: its own code threw %s. Let that code accept what a row may hold."
            .formatted(action, type.getName(), describe(cause)),
        cause);
  }

  /** Names an exception, with its message if that has no value. */
  public static String describe(Throwable e) {
    return tellsNoValue(e) ? e.toString() : e.getClass().getName();
  }

  /**
   * Whether the message of an exception has no value: one of Coatcheck, or an {@code
   * IllegalArgumentException} that the program made itself. Those that Java or a library throws say
   * what they could not parse.
   */
  public static boolean tellsNoValue(Throwable e) {
    return e instanceof CoatcheckException
        || (e.getClass() == IllegalArgumentException.class
            && e.getMessage() != null
            && e.getCause() == null
            && e.getStackTrace().length > 0
            && !String.valueOf(e.getStackTrace()[0].getModuleName()).startsWith("java."));
  }
}
