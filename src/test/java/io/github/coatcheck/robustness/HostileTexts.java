package io.github.coatcheck.robustness;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes texts that are trouble for whoever builds SQL from texts, or cuts them into characters. */
final class HostileTexts {
  private static final List<String> PIECES =
      List.of(
          ("\"|'|`|[|]|(|)|;|--|/*|*/|#|$$|$a$|\\|''|\"\"|\"a\".\"b\"|?|?1|:a|@a|$a|::|%|%s|%n|_|{}|"
                  + " |\t|\n|\r\n|a|B|\0|.|,|=|0|1|é|e\u0301|日本|🎷|\ud834|\udd1e|ß|İ|\u212a|\u00a0|\u200b|\ufffd|\ufeff|"
                  + "\uffff|select|from|where|table|order by|group|null|true|rowid|oid|excluded|new|old|main|"
                  + "temp|returning|current_timestamp|x'00'|E'\\''|' or 1=1 --|\"; drop table canary; --|"
                  + "'; drop table canary; --|); drop table canary; --|; delete from canary|"
                  + "union select * from canary|1) where 1 = 1 --|limit 1")
              .split("\\|"));

  private static final int LONG = 10_000;
  private static final int MEGABYTE = 1 << 20;

  private final Random random;

  HostileTexts(Random random) {
    this.random = random;
  }

  /** A text of a few pieces, which may be empty, and sometimes has 10,000 characters. */
  String next() {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
      text.append(piece());
    }
    if (random.nextInt(50) == 0) {
      text.append(piece().repeat(LONG)).setLength(LONG);
    }
    return text.toString();
  }

  private String piece() {
    return switch (random.nextInt(8)) {
      case 0 -> String.valueOf((char) random.nextInt(Character.MAX_VALUE + 1));
      case 1 -> Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1));
      default -> PIECES.get(random.nextInt(PIECES.size()));
    };
  }

  /** A text with a secret in it, which sometimes has a megabyte. */
  String around(String secret) {
    String end = random.nextInt(300) == 0 ? "🎷".repeat(MEGABYTE / 4) : next();
    return next() + secret + end;
  }

  /** Whether UTF-8 has the text: it has no half of a surrogate pair. */
  static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** Whether a text can be a part of a statement. */
  static boolean isSendable(String text) {
    return isUnicode(text) && text.indexOf('\0') < 0;
  }

  static String quote(char quote, String text) {
    return quote + text.replace("" + quote, "" + quote + quote) + quote;
  }
}
