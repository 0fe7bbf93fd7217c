package epochs;

import io.github.coatcheck.Converter;
import java.time.Instant;

/** Stores an instant as the milliseconds since 1970, as SQLite's driver does with a Timestamp. */
public final class EpochMillis implements Converter<Instant, Long> {
  @Override
  public Class<Long> databaseType() {
    return Long.class;
  }

  @Override
  public Long toDatabase(Instant instant) {
    long millis = instant.toEpochMilli();
    if (!toJava(millis).equals(instant)) {
      throw new IllegalArgumentException("it has a part of a millisecond; truncate it before");
    }
    return millis;
  }

  @Override
  public Instant toJava(Long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
