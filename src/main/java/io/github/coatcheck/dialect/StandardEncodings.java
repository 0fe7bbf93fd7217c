package io.github.coatcheck.dialect;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.util.UUID;

/** The encodings of standard SQL that differ from the common encodings. */
final class StandardEncodings {
  /** In standard SQL, every text column needs a maximum length. */
  private static final int MAX_TEXT_LENGTH = 32_000;

  private StandardEncodings() {}

  /** Creates the encoding of a type; null for a type that has the common encoding. */
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
      return CommonEncodings.create(javaType)
          .readBy((row, position) -> row.getObject(position, byte[].class));
    }
    if (javaType == UUID.class) {
      return CommonEncodings.create(javaType).in("CHAR(36)");
    }
    return CommonEncodings.isText(javaType)
        ? limitedText(javaType)
        : Times.nativeTemporal(javaType, ResultSetMetaData::getColumnType);
  }

  private static Encoding limitedText(Class<?> javaType) {
    return CommonEncodings.create(javaType)
        .in("VARCHAR(" + MAX_TEXT_LENGTH + ")")
        .readBy(ResultSet::getString)
        .refusing(StandardEncodings::checkLength);
  }

  private static void checkLength(Object text) {
    Cells.require(
        text.toString().length() <= MAX_TEXT_LENGTH,
        "it has more than 32,000 characters; write a dialect whose columns hold more");
  }
}
