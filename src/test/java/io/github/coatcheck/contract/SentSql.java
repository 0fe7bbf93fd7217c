package io.github.coatcheck.contract;

import ch.qos.logback.classic.Level;
import java.util.List;

/** The statements that were sent since this was opened, as the log shows them. */
public final class SentSql implements AutoCloseable {
  private final RecordedLog log = new RecordedLog("io.github.coatcheck.sql", Level.DEBUG);

  private SentSql() {}

  public static SentSql record() {
    return new SentSql();
  }

  public List<String> statements() {
    return log.events().stream()
        .map(event -> String.valueOf(event.getArgumentArray()[0]))
        .filter(
            sql ->
                !sql.contains("pragma_")
                    && !sql.contains("schema_version")
                    && !sql.contains("information_schema")
                    && !sql.contains("pg_attribute"))
        .toList();
  }

  public List<String> messages() {
    return log.messages();
  }

  @Override
  public void close() {
    log.close();
  }
}
