package versions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.session.Database;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactsTest {
  @TempDir private Path directory;
  private Database db;

  @BeforeEach
  void open() {
    db = Database.open(url());
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void aNewFileGetsTheNewestVersion() {
    runNewestProgram();

    assertThat(Schema.version(db)).isEqualTo(3);
    assertThat(db.validate(Contact.class, Call.class).toList()).isEmpty();
  }

  @Test
  void aSecondStartChangesNothing() {
    runNewestProgram();
    List<Map<String, Object>> before = schema();

    runNewestProgram();

    assertThat(schema()).isEqualTo(before);
  }

  @Test
  void aFileOfTheFirstVersionComesToTheNewestWithAllItsRows() {
    program(1).upgrade(db);
    db.execute(
        """
        insert into contacts (name) values ('Ann'), (null), ('Gone');
        insert into calls (contact_id, day) values (1, '2026-05-01'), (1, '2026-05-02');
        delete from contacts where name = 'Gone';
        """);

    assertThat(runNewestProgram())
        .isEqualToNormalizingNewlines(
            """
            Contact[id=1, name=Ann, email=null]
            Contact[id=2, name=(no name), email=null]
            """);

    db.useTransaction(
        session -> {
          assertThat(session.count(Call.class, "where contact_id = 1")).isEqualTo(2);
          assertThat(session.insert(new Contact(null, "Ben", null)).id())
              .as("a key that was not given before, not even to a deleted row")
              .isEqualTo(4);
        });
  }

  @Test
  void aFileFromBeforeThereWereVersionsComesToTheNewest() {
    db.execute(Contacts.TABLES + "insert into contacts (name) values ('Ann');");

    assertThat(runNewestProgram())
        .isEqualToNormalizingNewlines("Contact[id=1, name=Ann, email=null]\n");

    assertThat(Schema.version(db)).isEqualTo(3);
  }

  @Test
  void aFileOfTheSecondVersionComesToTheNewest() {
    program(2).upgrade(db);
    db.execute("insert into contacts (name, email) values ('Ann', 'ann@example.org'), ('Ben', '')");

    assertThat(runNewestProgram())
        .isEqualToNormalizingNewlines(
            """
            Contact[id=1, name=Ann, email=ann@example.org]
            Contact[id=2, name=Ben, email=null]
            """);
  }

  @Test
  void anOldProgramRefusesAFileOfANewerOne() {
    runNewestProgram();
    List<Map<String, Object>> before = schema();

    assertThatThrownBy(() -> program(2).upgrade(db))
        .hasMessage(
            "The file is of version 3, and this program knows versions up to 2 only: use a newer one.");

    assertThat(schema()).isEqualTo(before);
  }

  @Test
  void aStepThatFailsLeavesTheFileAtTheVersionBefore() {
    program(2).upgrade(db);
    db.execute("insert into contacts (name, email) values ('Ann', 'a@b.c'), ('Anna', 'a@b.c')");
    List<Map<String, Object>> before = schema();

    assertThatThrownBy(this::runNewestProgram)
        .isInstanceOfSatisfying(
            ConstraintViolationException.class,
            e -> assertThat(e.kind()).isEqualTo(ConstraintViolationException.Kind.UNIQUE));

    assertThat(Schema.version(db)).isEqualTo(2);
    assertThat(schema()).isEqualTo(before);
    program(2).upgrade(db);

    db.execute("delete from contacts where name = 'Anna'");
    runNewestProgram();
    assertThat(Schema.version(db)).isEqualTo(3);
  }

  @Test
  void aStepThatLosesARowToWhichOthersReferFails() {
    program(2).upgrade(db);
    db.execute(
        "insert into contacts (name) values ('Ann'); insert into calls (contact_id, day) values (1, '2026-05-01')");
    Schema wrong = new Schema(List.of(Contacts.TABLES, Contacts.EMAIL, "delete from contacts;"));

    assertThatThrownBy(() -> wrong.upgrade(db))
        .isInstanceOf(ConstraintViolationException.class)
        .hasMessageContaining("every_foreign_key_has_its_row");

    assertThat(Schema.version(db)).isEqualTo(2);
    long contacts = db.read(session -> session.count(Contact.class));
    assertThat(contacts).isEqualTo(1);
  }

  @Test
  void programsThatStartAtTheSameTimeDoEachStepOnce() {
    List<String> scripts = new ArrayList<>(Collections.nCopies(20, "update steps set n = n + 1;"));
    scripts.set(0, "create table steps (n integer); insert into steps values (1);");
    Schema schema = new Schema(scripts);

    List<CompletableFuture<Void>> programs =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.runAsync(() -> schema.upgrade(db)))
            .toList();
    programs.forEach(CompletableFuture::join);

    int steps = db.read(session -> session.queryOne(Integer.class, "select n from steps"));
    assertThat(steps).isEqualTo(20);
    assertThat(Schema.version(db)).isEqualTo(20);
  }

  @Test
  void foreignKeysHoldAfterwards() {
    runNewestProgram();

    assertThatThrownBy(
            () -> db.execute("insert into calls (contact_id, day) values (7, '2026-05-01')"))
        .isInstanceOf(ConstraintViolationException.class);
  }

  private String url() {
    return "jdbc:sqlite:" + directory.resolve("contacts.db");
  }

  private static Schema program(int version) {
    return new Schema(Contacts.SCHEMA.scripts().subList(0, version));
  }

  private String runNewestProgram() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Contacts.run(url(), new PrintStream(printed, true, UTF_8));
    return printed.toString(UTF_8);
  }

  private List<Map<String, Object>> schema() {
    return db.read(session -> session.queryRows("select name, sql from sqlite_schema"));
  }
}
