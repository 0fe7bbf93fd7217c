package io.github.coatcheck.dialect;

import java.util.UUID;

/** The encodings in the types of standard SQL, where those differ from the common ones. */
final class StandardEncodings {
  /** Standard SQL has no texts without a length. */
  private static final int LONGEST_TEXT = 32_000;

  private StandardEncodings() {}

  static Encoding create(Class<?> javaType) {
    if (javaType == Byte.class || javaType == Short.class) {
      return CommonEncodings.create(javaType).in("SMALLINT");
    }
    if (javaType == Long.class) {
      return CommonEncodings.create(javaType).in("BIGINT");
    }
    if (CommonEncodings.isReal(javaType)) {
      return CommonEncodings.create(javaType).in("DOUBLE PRECISION");
    }
    if (javaType == byte[].class) {
      return CommonEncodings.create(javaType).as(byte[].class);
    }
    if (javaType == UUID.class) {
      return CommonEncodings.create(javaType).in("CHAR(36)");
    }
    return CommonEncodings.isText(javaType)
        ? limitedText(javaType)
        : Times.nativeTemporal(javaType);
  }

  private static Encoding limitedText(Class<?> javaType) {
    return CommonEncodings.create(javaType)
        .in("VARCHAR(" + LONGEST_TEXT + ")")
        .as(String.class)
        .refusing(StandardEncodings::checkLength);
  }

  private static void checkLength(Object text) {
    Cells.require(
        text.toString().length() <= LONGEST_TEXT,
        "it has more than 32,000 characters; write a dialect whose columns hold more");
  }
}
