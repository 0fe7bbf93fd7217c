package io.github.coatcheck.dialect;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.UUID;

/** The encodings of standard SQL. */
final class StandardEncodings {
  /** In standard SQL, every text column needs a maximum length. */
  private static final int MAX_TEXT_LENGTH = 32_000;

  static final Encodings ALL =
      Times.addNativeTypes(new Encodings(CommonEncodings::create), ResultSetMetaData::getColumnType)
          .with(Byte.class, number -> number.in("SMALLINT"))
          .with(Short.class, number -> number.in("SMALLINT"))
          .with(Long.class, number -> number.in("BIGINT"))
          .with(Double.class, number -> number.in("DOUBLE PRECISION"))
          .with(byte[].class, bytes -> bytes.readBy(StandardEncodings::readBytes))
          .with(UUID.class, uuid -> uuid.in("CHAR(36)"))
          .with(String.class, StandardEncodings::limitedText);

  private StandardEncodings() {}

  static Object readBytes(ResultSet row, int position) throws SQLException {
    return row.getObject(position, byte[].class);
  }

  private static Encoding limitedText(Encoding text) {
    return text.in("VARCHAR(" + MAX_TEXT_LENGTH + ")")
        .readBy(ResultSet::getString)
        .refusing(StandardEncodings::checkLength);
  }

  private static void checkLength(Object text) {
    Cells.require(
        text.toString().length() <= MAX_TEXT_LENGTH,
        "it has more than 32,000 characters; write a dialect whose columns hold more");
  }
}
