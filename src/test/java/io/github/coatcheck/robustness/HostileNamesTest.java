package io.github.coatcheck.robustness;

import static io.github.coatcheck.robustness.CompiledRecords.literal;
import static io.github.coatcheck.robustness.HostileTexts.quote;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.MappingException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any name in an annotation is only a name, in every statement, or it is refused before any SQL.
 */
class HostileNamesTest {
  private static final int CLASSES = 300;
  private static final int CLASSES_IN_A_SCHEMA = 20;

  private final Random random = Seed.random(HostileNamesTest.class);

  @RegisterExtension final Secrets secrets = new Secrets(random);

  private final HostileTexts texts = new HostileTexts(random);
  private final Canary canary = new Canary();
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open("jdbc:sqlite::memory:");
    canary.putInto(database);
  }

  @AfterEach
  void close() {
    canary.checkIn(database);
    database.close();
  }

  @Test
  void aRowIsStoredReadChangedAndDeletedWhateverTheNames(@TempDir Path folder) throws Exception {
    useAll(CompiledRecords.compile(folder, bodies(CLASSES, "main")), database);
  }

  @Test
  void theSameHoldsInASchemaWhateverItsName(@TempDir Path folder) throws Exception {
    String schema = schema();
    Path file = folder.resolve("schema.db");
    Options options =
        Options.defaults()
            .onConnect("attach %s as %s".formatted(quote('\'', "" + file), quote('"', schema)));
    try (Database attached = Database.open("jdbc:sqlite:" + folder.resolve("main.db"), options)) {
      useAll(CompiledRecords.compile(folder, bodies(CLASSES_IN_A_SCHEMA, schema)), attached);
    }
  }

  /** A name that a statement can have, and that is none of SQLite's own schemas. */
  private String schema() {
    String name;
    do {
      name = texts.next() + "!";
    } while (!HostileTexts.isSendable(name));
    return name;
  }

  private List<String> bodies(int classes, String schema) {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      bodies.add(
          """
          @Table(schema = %s, value = %s)
          record %%s(
              @Column(name = %s, primaryKey = true, autoincrement = true) Long id,
              @Column(name = %s, unique = true) String token,
              @Column(name = %s, defaultValue = %s) String text,
              @Column(name = %s, version = true) Long version) {}"""
              .formatted(
                  literal(schema),
                  literal(texts.next()),
                  literal(texts.next()),
                  literal(texts.next()),
                  literal(texts.next()),
                  literal(quote('\'', texts.next())),
                  literal(texts.next())));
    }
    return bodies;
  }

  private void useAll(List<Class<?>> types, Database database) throws Exception {
    int used = 0;
    for (Class<?> type : types) {
      used += use(type, database) ? 1 : 0;
    }
    assertThat(used).as("classes that were used").isPositive();
  }

  /** Uses a class in every way, unless it is refused. */
  private <T> boolean use(Class<T> type, Database database) throws Exception {
    int before = secrets.statements();
    Optional<CoatcheckException> refusal = secrets.attempt(() -> database.createTables(type));
    boolean expected = names(type).stream().allMatch(HostileTexts::isSendable);
    if (!expected) {
      assertThat(refusal).as("%s", names(type)).containsInstanceOf(MappingException.class);
    }
    if (refusal.isPresent()) {
      assertThat(refusal.get()).isInstanceOf(MappingException.class);
      assertThat(secrets.statements()).isEqualTo(before);
      return false;
    }
    assertThat(database.validate(type).toList()).isEmpty();
    database.useTransaction(session -> writeAndRead(session, type));
    database.dropTables(type);
    return true;
  }

  private static List<String> names(Class<?> type) throws NoSuchFieldException {
    List<String> names = new ArrayList<>(List.of(type.getAnnotation(Table.class).value()));
    for (RecordComponent component : type.getRecordComponents()) {
      Column column = type.getDeclaredField(component.getName()).getAnnotation(Column.class);
      names.add(column.name());
      names.add(column.defaultValue());
    }
    return names;
  }

  private <T> void writeAndRead(Session session, Class<T> type) {
    String token = secrets.word();
    T first = session.insert(row(type, null, token, null, null));
    List<T> more =
        session.insertAll(
            List.of(
                row(type, null, token + 2, token, null), row(type, null, token + 3, null, null)));
    assertThat(session.list(type)).containsExactly(first, more.get(0), more.get(1));
    assertThat(session.find(type, 1)).contains(first);
    assertThat(first.toString()).contains("version=1");

    T changed = session.update(row(type, 2L, token + 4, token, 1L));
    assertThat(session.upsert(row(type, 2L, token + 4, token + 5, 2L))).isNotEqualTo(changed);
    assertThat(secrets.attempt(() -> session.update(row(type, 2L, token, token, 1L)))).isPresent();
    assertThat(session.delete(type, 1)).isTrue();
    assertThat(session.count(type)).isEqualTo(2);
  }

  private static <T> T row(Class<T> type, Object... values) {
    try {
      @SuppressWarnings("unchecked") // the class has one constructor
      Constructor<T> constructor = (Constructor<T>) type.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
