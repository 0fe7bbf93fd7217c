package io.github.coatcheck.robustness;

import static io.github.coatcheck.robustness.HostileTexts.quote;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hostile text in the SQL of a user is only what SQLite takes it for: a string, a name, SQL. */
class HostileSqlTest {
  private static final int TEXTS = 500;

  private final Random random = Seed.random(HostileSqlTest.class);

  @RegisterExtension final Secrets secrets = new Secrets(random);

  private final HostileTexts texts = new HostileTexts(random);
  private final Canary canary = new Canary();
  private Database database;

  @Table("temp_note")
  record Note(@Column(primaryKey = true, autoincrement = true) Long id, String text) {}

  @BeforeEach
  void open() {
    database = Database.open("jdbc:sqlite::memory:");
    database.createTables(Note.class);
    canary.putInto(database);
  }

  @AfterEach
  void close() {
    database.dropTables(Note.class);
    canary.checkIn(database);
    database.close();
  }

  /** Does what must succeed if a text can be a part of a statement, and else be refused. */
  private void attempt(String text, Runnable work) {
    int before = secrets.statements();
    Optional<CoatcheckException> refusal = secrets.attempt(work);
    assertThat(refusal.isEmpty()).as("%s: %s", text, refusal).isEqualTo(isSendable(text));
    assertThat(isSendable(text) ? before : secrets.statements()).isEqualTo(before);
  }

  private static boolean isSendable(String text) {
    return HostileTexts.isSendable(text);
  }

  @Test
  void aQuotedTextIsAStringThatEqualsTheParameter() {
    try (Session session = database.openSession()) {
      for (int i = 0; i < TEXTS; i++) {
        String text = texts.next();
        String tail = "where text = %s and id = ?".formatted(quote('\'', text));
        Note note = session.insert(new Note(null, isSendable(text) ? text : ""));

        attempt(
            text,
            () -> assertThat(session.list(Note.class, tail, note.id())).containsExactly(note));
      }
    }
  }

  @Test
  void aQuotedTextIsALabel() {
    try (Session session = database.openSession()) {
      for (int i = 0; i < TEXTS; i++) {
        String text = texts.next();
        String label = quote("\"`".charAt(random.nextInt(2)), text);
        String select = "select ? as %s /* %s */".formatted(label, text.replace("*/", ""));

        attempt(
            text,
            () ->
                assertThat(session.queryRows(select, secrets.word()))
                    .containsExactly(Map.of(text, secrets.word())));
      }
    }
  }

  @Test
  void aTextThatIsATailOrAStatementChangesNothingElse() {
    for (int i = 0; i < TEXTS; i++) {
      String text = texts.next();
      database.useTransaction(session -> session.insert(new Note(null, secrets.word())));
      try (Session session = database.openSession()) {
        secrets.attempt(() -> session.list(Note.class, text));
        secrets.attempt(session::rollback);
        secrets.attempt(() -> session.list(Note.class, text, secrets.word()));
        secrets.attempt(session::rollback);
        secrets.attempt(() -> session.count(Note.class, "where id = " + text));
        secrets.attempt(session::rollback);
        secrets.attempt(() -> session.queryRows(text, secrets.word()));
        secrets.attempt(session::rollback);
        secrets.attempt(() -> session.execute(text, secrets.number()));
        secrets.attempt(session::rollback);
        assertThat(session.count(Note.class)).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void aTextIsTheNameOfAParameterOnlyIfTheStatementHasIt() {
    try (Session session = database.openSession()) {
      for (int i = 0; i < TEXTS; i++) {
        String text = texts.next();
        boolean isName = text.equals("name");
        int before = secrets.statements();
        Optional<CoatcheckException> refusal =
            secrets.attempt(
                () -> session.queryRows("select :name as x", Map.of(text, secrets.word())));

        assertThat(refusal.isPresent()).as(text).isNotEqualTo(isName);
        assertThat(secrets.statements()).isEqualTo(before);
      }
      assertThat(session.queryRows("select :name as x", Map.of("name", secrets.word())))
          .containsExactly(Map.of("x", secrets.word()));
    }
  }

  @Test
  void aQuotedTextIsTheNameOfAnAttachedDatabase() {
    for (int i = 0; i < TEXTS / 10; i++) {
      String text = texts.next() + "!"; // which is neither main nor temp
      String name = quote('"', text);
      attempt(
          text,
          () -> {
            Options options =
                Options.defaults()
                    .onConnect("attach ':memory:' as " + name, "create table " + name + ".t (a)");
            try (Database attached = Database.open("jdbc:sqlite::memory:", options);
                Session session = attached.openSession()) {
              session.execute("insert into " + name + ".t values (?)", secrets.word());
              assertThat(session.queryRows("select a from " + name + ".t")).hasSize(1);
            }
          });
    }
  }
}
