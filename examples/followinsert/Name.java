package followinsert;

import io.github.coatcheck.Convert;
import io.github.coatcheck.Converter;

/** A name, whose converter tells when the library makes it and when it calls it. */
@Convert(Name.AsText.class)
record Name(String text) {
  @Override
  public String toString() {
    return text;
  }

  static final class AsText implements Converter<Name, String> {
    AsText() {
      Trace.note("new Name.AsText()");
    }

    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(Name name) {
      Trace.note("toDatabase(%s) = %s".formatted(name, name.text()));
      return name.text();
    }

    @Override
    public Name toJava(String text) {
      return new Name(text);
    }
  }
}
