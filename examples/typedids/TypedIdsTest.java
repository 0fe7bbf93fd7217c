package typedids;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.KeyException;
import io.github.coatcheck.session.Database;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypedIdsTest {
  @TempDir private Path directory;
  private String url;

  @BeforeEach
  void nameTheDatabase() {
    url = "jdbc:sqlite:" + directory.resolve("users.db");
  }

  @Test
  void printsWhatItFindsByIds() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    TypedIds.run(url, new PrintStream(printed, true, UTF_8));

    assertThat(printed.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
            Optional[User[id=UserId[value=2], name=Ben]]
            [Hello, Bye]
            [Ann, Ben]
            UserId[value=2]
            """);
  }

  @Test
  void storesAnIdAsTheNumberThatItIs() {
    try (Database db = Database.open(url)) {
      db.createTables(User.class, Message.class);

      assertThat(db.ddl(User.class, Message.class))
          .contains("\"id\" INTEGER PRIMARY KEY AUTOINCREMENT")
          .contains("\"sender\" INTEGER NOT NULL")
          .contains("FOREIGN KEY (\"sender\") REFERENCES \"users\" (\"id\")");
      assertThat(db.validate(User.class, Message.class).toList()).isEmpty();
    }
  }

  @Test
  void refusesTheIdOfNobody() {
    try (Database db = Database.open(url)) {
      db.createTables(User.class, Message.class);
      Message message = new Message(null, new UserId(7), "Hello");

      assertThatThrownBy(() -> db.inTransaction(session -> session.insert(message)))
          .isInstanceOfSatisfying(
              ConstraintViolationException.class,
              e -> assertThat(e.kind()).isEqualTo(ConstraintViolationException.Kind.FOREIGN_KEY));
    }
  }

  @Test
  void takesNoPlainNumberForAnId() {
    try (Database db = Database.open(url)) {
      db.createTables(User.class, Message.class);

      assertThatThrownBy(() -> db.read(session -> session.find(User.class, 1L)))
          .isInstanceOf(KeyException.class)
          .hasMessageContaining("a Long")
          .hasMessageContaining("(UserId)");
    }
  }
}
