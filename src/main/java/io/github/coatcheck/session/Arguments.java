package io.github.coatcheck.session;

import io.github.coatcheck.CoatcheckException;
import java.util.Arrays;
import java.util.List;

/** Refuses null where the caller of a public method has to give something. */
final class Arguments {
  private Arguments() {}

  /** Returns an argument of the method that calls this one. */
  static <A> A require(A argument, String name) {
    if (argument == null) {
      throw refusal(name, "is null");
    }
    return argument;
  }

  /** Returns the arguments of the method that calls this one, none of which may be null. */
  static <A> List<A> requireAll(A[] arguments, String name) {
    if (arguments == null || Arrays.asList(arguments).contains(null)) {
      throw refusal(name, "is null, or contains null");
    }
    return List.of(arguments);
  }

  private static CoatcheckException refusal(String name, String reason) {
    StackWalker.StackFrame method =
        StackWalker.getInstance().walk(frames -> frames.skip(2).findFirst()).orElseThrow();
    String owner = method.getClassName().replaceFirst(".*\\.", "");
    return new CoatcheckException(
        "Cannot call %s.%s: its argument %s %s. Give a value, or leave out the call."
            .formatted(owner, method.getMethodName(), name, reason));
  }
}
