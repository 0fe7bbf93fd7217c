package typedids;

import io.github.coatcheck.Convert;
import io.github.coatcheck.Converter;

/** The key of a user: a method that asks for it takes no other number. */
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
