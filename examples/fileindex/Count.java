package fileindex;

import java.util.Locale;

/** Numbers of things as people write them. */
final class Count {
  private Count() {}

  /** {@code 1 file}, {@code 2,000 files}. */
  static String of(long number, String thing) {
    return String.format(Locale.ROOT, number == 1 ? "%,d %s" : "%,d %ss", number, thing);
  }
}
