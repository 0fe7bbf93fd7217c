package epochs;

import io.github.coatcheck.Converter;
import java.time.Instant;

/** Stores an instant as the seconds since 1970, as many programs do in SQLite. */
public final class EpochSeconds implements Converter<Instant, Long> {
  @Override
  public Class<Long> databaseType() {
    return Long.class;
  }

  @Override
  public Long toDatabase(Instant instant) {
    long seconds = instant.getEpochSecond();
    if (!toJava(seconds).equals(instant)) {
      throw new IllegalArgumentException("it has a part of a second; truncate it before");
    }
    return seconds;
  }

  @Override
  public Instant toJava(Long seconds) {
    return Instant.ofEpochSecond(seconds);
  }
}
