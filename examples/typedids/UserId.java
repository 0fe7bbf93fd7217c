package typedids;

import io.github.coatcheck.Convert;
import io.github.coatcheck.Converter;

/** The number of a user, which is no other number: a method that wants it takes nothing else. */
@Convert(UserId.AsLong.class)
record UserId(long value) {
  static final class AsLong implements Converter<UserId, Long> {
    @Override
    public Class<Long> databaseType() {
      return Long.class;
    }

    @Override
    public Long toDatabase(UserId id) {
      return id.value();
    }

    @Override
    public UserId toJava(Long value) {
      return new UserId(value);
    }
  }
}
