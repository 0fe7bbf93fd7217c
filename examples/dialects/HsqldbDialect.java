package dialects;

import io.github.coatcheck.dialect.Dialect;
import io.github.coatcheck.dialect.Encoding;
import io.github.coatcheck.dialect.StandardDialect;
import java.util.UUID;

/** HSQLDB: standard SQL, and what it does better. */
public final class HsqldbDialect implements Dialect {
  private final Dialect standard = new StandardDialect();

  /** A UUID takes 16 bytes instead of 36 characters. */
  @Override
  public Encoding encoding(Class<?> javaType) {
    return javaType == UUID.class
        ? Encoding.of(UUID.class, "UUID", uuid -> uuid, UUID.class::cast)
        : standard.encoding(javaType);
  }

  /** With {@code shutdown=true} a database in memory is gone when its last connection is closed. */
  @Override
  public boolean isInMemory(String url) {
    return url.startsWith("jdbc:hsqldb:mem:");
  }
}
