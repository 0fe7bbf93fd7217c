package io.github.coatcheck.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.List;

/** A table that only an injected statement would touch. */
final class Canary {
  void putInto(Database database) {
    database.execute("create table canary (note text); insert into canary values ('alive')");
  }

  void checkIn(Database database) {
    database.useTransaction(Canary::checkIn);
  }

  private static void checkIn(Session session) {
    List<String> notes = session.query(String.class, "select note from canary");
    assertThat(notes).containsExactly("alive");
    assertThat(
            session.query(
                String.class,
                "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'"))
        .containsExactly("canary");
  }
}
