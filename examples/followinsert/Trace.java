package followinsert;

import static java.util.stream.Collectors.joining;

import io.github.coatcheck.dialect.Dialect;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What one thread does, and the classes of the library that were on its stack. Nothing in the
 * library is changed for it: it is told by whoever the library calls.
 */
final class Trace {
  /**
   * A step.
   *
   * @param classes the classes on the stack, from the one that was called first to the one that
   *     does it; without the package that all of them have
   * @param what what it does
   */
  record Step(List<String> classes, String what) {}

  private static final String LIBRARY = "io.github.coatcheck.";

  /**
   * The methods whose calls are noted. The others, such as close, would only hide them; and the log
   * has the SQL.
   */
  private static final Set<String> NOTED =
      Set.of(
          "quote",
          "setString",
          "executeQuery",
          "executeUpdate",
          "getGeneratedKeys",
          "getString",
          "getLong");

  /** The library makes converters and records itself, so that they find the trace only here. */
  private static final ThreadLocal<List<Step>> STEPS = new ThreadLocal<>();

  private Trace() {}

  /** Does some work, and adds its steps to a list. */
  static <T> T follow(Supplier<T> work, List<Step> steps) {
    STEPS.set(steps);
    try {
      return work.get();
    } finally {
      STEPS.remove();
    }
  }

  /** Notes a step, if it is one of the work that is traced. */
  static void note(String what) {
    List<Step> steps = STEPS.get();
    if (steps != null) {
      List<String> classes = new ArrayList<>(StackWalker.getInstance().walk(Trace::libraryClasses));
      Collections.reverse(classes);
      add(steps, new Step(withoutRepetitions(classes), what));
    }
  }

  /** What the same classes go on with belongs to the same step. */
  private static void add(List<Step> steps, Step next) {
    int last = steps.size() - 1;
    if (last >= 0 && steps.get(last).classes().equals(next.classes())) {
      steps.set(last, new Step(next.classes(), steps.get(last).what() + ", " + next.what()));
    } else {
      steps.add(next);
    }
  }

  private static List<String> libraryClasses(Stream<StackWalker.StackFrame> frames) {
    return frames
        .map(StackWalker.StackFrame::getClassName)
        .filter(name -> name.startsWith(LIBRARY))
        .map(name -> name.substring(LIBRARY.length()).replaceFirst("\\$.*", ""))
        .toList();
  }

  private static List<String> withoutRepetitions(List<String> classes) {
    List<String> different = new ArrayList<>();
    for (String name : classes) {
      if (different.isEmpty() || !different.get(different.size() - 1).equals(name)) {
        different.add(name);
      }
    }
    return different;
  }

  /** An object that does what another one does, and notes it; so do the objects that it returns. */
  static <T> T watched(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            Trace.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(target, method, arguments)));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    Object result;
    try {
      result = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    Object[] given = arguments == null ? new Object[0] : arguments;
    if (NOTED.contains(method.getName()) || asksForKeys(method, given)) {
      note(describe(method, given, result));
    }
    boolean further = result instanceof AutoCloseable || result instanceof Dialect;
    return further && method.getReturnType().isInterface()
        ? watched(method.getReturnType(), result)
        : result;
  }

  private static boolean asksForKeys(Method method, Object[] arguments) {
    return method.getName().equals("prepareStatement")
        && arguments[arguments.length - 1].equals(Statement.RETURN_GENERATED_KEYS);
  }

  private static String describe(Method method, Object[] arguments, Object result) {
    if (asksForKeys(method, arguments)) {
      return "prepareStatement(%s, RETURN_GENERATED_KEYS)".formatted(shorten(arguments[0], 20));
    }
    String list = Stream.of(arguments).map(Object::toString).collect(joining(", "));
    boolean tells = result instanceof Number || result instanceof String;
    return method.getName() + "(" + list + ")" + (tells ? " = " + result : "");
  }

  /** The start of the first line of an SQL text. */
  static String shorten(Object sql, int length) {
    String line = sql.toString().lines().findFirst().orElse("");
    String start = line.substring(0, Math.min(line.length(), length)).strip();
    return start.equals(sql) ? start : start + " ...";
  }
}
