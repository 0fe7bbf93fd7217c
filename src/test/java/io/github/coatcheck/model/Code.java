package io.github.coatcheck.model;

import io.github.coatcheck.Convert;
import io.github.coatcheck.Converter;

/** A type of the user's own, stored as a number; also the type of generated keys. */
@Convert(Code.Stored.class)
public record Code(long value) {
  /** Stores the number. */
  public static final class Stored implements Converter<Code, Long> {
    @Override
    public Class<Long> databaseType() {
      return Long.class;
    }

    @Override
    public Long toDatabase(Code code) {
      return code.value;
    }

    @Override
    public Code toJava(Long number) {
      return new Code(number);
    }
  }
}
