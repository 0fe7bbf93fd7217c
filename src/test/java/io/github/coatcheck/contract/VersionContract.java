package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.Table;
import io.github.coatcheck.ValueException;
import io.github.coatcheck.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Version columns: nobody overwrites what somebody else wrote after the object was read. */
public abstract class VersionContract extends DatabaseContract {
  @Table("document")
  static final class Document {
    @Column(primaryKey = true, autoincrement = true)
    private Long id;

    @Column(unique = true)
    private String title;

    @Column(version = true)
    private int version;

    Document() {}

    Document(Long id, String title) {
      this.id = id;
      this.title = title;
    }

    @Override
    public String toString() {
      return "%d %s %d".formatted(id, title, version);
    }
  }

  @Table("document")
  record DocumentRecord(
      @Column(primaryKey = true, autoincrement = true) Long id,
      String title,
      @Column(version = true) Long version) {}

  @Table
  record Note(@Column(primaryKey = true, autoincrement = true) Long id, String text) {}

  @BeforeEach
  void createTables() {
    create(Document.class, Note.class);
  }

  private static List<Document> documents(int size) {
    return IntStream.range(0, size).mapToObj(i -> new Document(null, "title " + i)).toList();
  }

  private List<String> rows() {
    return database()
        .inTransaction(
            session ->
                session.list(Document.class, "order by id").stream()
                    .map(Document::toString)
                    .toList());
  }

  private static String stale(String action, Class<?> type, String table) {
    return "Cannot %s %s: it has another version of this %s, whose row was changed after it was read or, of a record, by an update whose copy was not used. Read the row again, and decide what to keep."
        .formatted(action, table, type.getSimpleName());
  }

  private static String gone(Class<?> type, String table) {
    return "Cannot update %s: it has no row with the key of this %s. Insert the object, or find out who deleted its row."
        .formatted(table, type.getSimpleName());
  }

  private String table() {
    return product().given("document");
  }

  @Test
  void insertStartsAtOneAndUpdateCountsOn() {
    Document document = new Document(null, "First");

    database()
        .useTransaction(
            session -> {
              session.insert(document);
              assertThat(document.version).isEqualTo(1);
              assertThat(session.update(document)).isSameAs(document);
              assertThat(document.version).isEqualTo(2);
              document.title = "Third";
              session.update(document);
              assertThat(document.version).isEqualTo(3);
            });

    assertThat(rows()).containsExactly(document.id + " Third 3");
  }

  @Test
  void aRecordIsReturnedWithItsVersion() {
    DocumentRecord unset = new DocumentRecord(null, "First", null);

    try (Session session = database().openSession()) {
      DocumentRecord inserted = session.insert(unset);
      DocumentRecord updated =
          session.update(new DocumentRecord(inserted.id(), "Second", inserted.version()));
      DocumentRecord again = session.updateAll(List.of(updated)).get(0);

      assertThat(inserted).isEqualTo(new DocumentRecord(inserted.id(), "First", 1L));
      assertThat(updated).isEqualTo(new DocumentRecord(inserted.id(), "Second", 2L));
      assertThat(again).isEqualTo(new DocumentRecord(inserted.id(), "Second", 3L));
      assertThat(session.find(DocumentRecord.class, inserted.id())).hasValue(again);
    }
    assertThat(unset).isEqualTo(new DocumentRecord(null, "First", null));
  }

  @Test
  void aVersionThatIsGivenIsStoredAsGiven() {
    Document restored = new Document(7L, "From a backup");
    restored.version = 12;

    database().useTransaction(session -> session.insert(restored));

    assertThat(rows()).containsExactly("7 From a backup 12");
  }

  @Test
  void whatWasAddedStartsAtTheFlush() {
    Document document = new Document(null, "Added");

    try (Session session = database().openSession()) {
      session.add(document);
      assertThat(document.version).isZero();
      session.commit();
    }

    assertThat(document.version).isEqualTo(1);
    assertThat(rows()).containsExactly(document.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 129, 1000})
  void insertAllStartsEveryVersion(int size) {
    List<Document> documents = documents(size);

    database().useTransaction(session -> session.insertAll(documents));

    assertThat(documents).allSatisfy(document -> assertThat(document.version).isEqualTo(1));
    assertThat(rows()).isEqualTo(documents.stream().map(Document::toString).toList());
  }

  @Test
  void insertAllTakesKeysAndVersionsThatAreGivenAmongOthersThatAreNot() {
    List<DocumentRecord> mixed =
        List.of(
            new DocumentRecord(10L, "a", null),
            new DocumentRecord(11L, "b", null),
            new DocumentRecord(12L, "c", 5L),
            new DocumentRecord(13L, "d", 6L),
            new DocumentRecord(14L, "e", null));

    List<DocumentRecord> inserted = database().inTransaction(s -> s.insertAll(mixed));

    assertThat(inserted).extracting(DocumentRecord::version).containsExactly(1L, 1L, 5L, 6L, 1L);
    assertThat(rows()).containsExactly("10 a 1", "11 b 1", "12 c 5", "13 d 6", "14 e 1");
  }

  @Test
  void anInsertThatFailsLeavesTheVersionAsItWas() {
    List<Document> documents = documents(200);
    documents.get(150).title = documents.get(3).title;
    Document single = new Document(null, "Single");
    single.id = 1L;

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insertAll(documents))
          .isInstanceOf(ConstraintViolationException.class);
      assertThat(documents).allSatisfy(document -> assertThat(document.version).isZero());
      session.insert(new Document(1L, "There"));
      assertThatThrownBy(() -> session.insert(single))
          .isInstanceOf(ConstraintViolationException.class);
      assertThat(single.version).isZero();
    }
  }

  @Test
  void ofTwoSessionsThatChangeOneRowTheSecondIsRefused() {
    Document first = new Document(null, "Draft");
    database().useTransaction(session -> session.insert(first));
    Document second = find(first.id);

    first.title = "By the first";
    database().useTransaction(session -> session.update(first));
    second.title = "By the second";
    assertThatThrownBy(() -> database().useTransaction(session -> session.update(second)))
        .isExactlyInstanceOf(StaleRowException.class)
        .hasMessage(stale("update", Document.class, table()));

    assertThat(second.version).isEqualTo(1);
    assertThat(rows()).containsExactly(first.id + " By the first 2");
  }

  private Document find(long id) {
    return database().inTransaction(session -> session.find(Document.class, id)).orElseThrow();
  }

  @Test
  void aRowThatSomebodyDeletedIsToldFromOneThatSomebodyChanged() {
    Document document = new Document(null, "Draft");
    database().useTransaction(session -> session.insert(document));
    database().useTransaction(session -> session.delete(find(document.id)));

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.update(document))
          .isExactlyInstanceOf(StaleRowException.class)
          .hasMessage(gone(Document.class, table()));
      assertThat(session.delete(document)).isFalse();
    }
    assertThat(document.version).isEqualTo(1);
  }

  @Test
  void aRowThatSomebodyChangedIsNotDeleted() {
    Document document = new Document(null, "Draft");
    database().useTransaction(session -> session.insert(document));
    database().useTransaction(session -> session.update(find(document.id)));

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.delete(document))
          .isExactlyInstanceOf(StaleRowException.class)
          .hasMessage(stale("delete from", Document.class, table()));
      assertThat(session.delete(find(session, document.id))).isTrue();
      session.commit();
    }
    assertThat(rows()).isEmpty();
  }

  private static Document find(Session session, long id) {
    return session.find(Document.class, id).orElseThrow();
  }

  @Test
  void updateAllNamesTheStaleObjectOfAMixedListAndChangesNothing() {
    List<Document> documents = documents(3);
    DocumentRecord other = new DocumentRecord(50L, "other", 1L);
    database().useTransaction(session -> session.insertAll(join(documents, other)));
    Note note = database().inTransaction(session -> session.insert(new Note(null, "note")));
    database().useTransaction(session -> session.update(find(documents.get(2).id)));
    List<String> before = rows();
    documents.forEach(document -> document.title += " changed");
    List<Object> mixed = new ArrayList<>(List.of(other, note));
    mixed.addAll(documents);

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.updateAll(mixed))
          .isExactlyInstanceOf(StaleRowException.class)
          .hasMessage("Object 5 of 5: " + stale("update", Document.class, table()));
      assertThat(documents).extracting(document -> document.version).containsOnly(1);
      session.commit();
    }
    assertThat(rows()).isEqualTo(before);
  }

  private static List<Object> join(List<?> objects, Object other) {
    return Stream.concat(objects.stream(), Stream.of(other)).<Object>map(o -> o).toList();
  }

  @Test
  void updateAllNamesTheObjectWhoseRowIsGone() {
    List<Document> documents = documents(3);

    try (Session session = database().openSession()) {
      session.insertAll(documents);
      session.delete(documents.get(1));

      assertThatThrownBy(() -> session.updateAll(documents))
          .isExactlyInstanceOf(StaleRowException.class)
          .hasMessage("Object 2 of 3: " + gone(Document.class, table()));
      assertThat(documents).extracting(document -> document.version).containsOnly(1);
    }
  }

  @Test
  void updateAllCountsEveryVersionOn() {
    List<Document> documents = documents(2500);

    database()
        .useTransaction(
            session -> {
              session.insertAll(documents);
              session.update(documents.get(7));
              assertThat(session.updateAll(documents)).isEqualTo(documents);
            });

    assertThat(documents.get(7).version).isEqualTo(3);
    assertThat(documents.get(8).version).isEqualTo(2);
    assertThat(rows()).isEqualTo(documents.stream().map(Document::toString).toList());
  }

  @Test
  void deleteAllNamesTheStaleObjectAndDeletesNothing() {
    List<Document> documents = documents(4);
    database().useTransaction(session -> session.insertAll(documents));
    database().useTransaction(session -> session.delete(find(documents.get(0).id)));
    database().useTransaction(session -> session.update(find(documents.get(2).id)));

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.deleteAll(documents))
          .isExactlyInstanceOf(StaleRowException.class)
          .hasMessage("Object 3 of 4: " + stale("delete from", Document.class, table()));
      assertThat(session.count(Document.class)).isEqualTo(3);
      assertThat(session.deleteAll(documents.subList(0, 2))).isEqualTo(1);
      session.commit();
    }
    assertThat(rows()).hasSize(2);
  }

  @Test
  void k11RollbackGivesEveryVersionItsFormerValue() {
    List<Document> documents = documents(3);
    Document inserted = new Document(null, "inserted");
    database().useTransaction(session -> session.insertAll(documents));

    try (Session session = database().openSession()) {
      session.insert(inserted);
      session.update(inserted);
      session.update(documents.get(1));
      session.updateAll(documents);
      assertThat(documents).extracting(document -> document.version).containsExactly(2, 3, 2);
      session.rollback();

      assertThat(documents).extracting(document -> document.version).containsExactly(1, 1, 1);
      assertThat(inserted).hasToString("null inserted 0");
      session.updateAll(documents);
      session.commit();
    }
    assertThat(rows()).isEqualTo(documents.stream().map(Document::toString).toList());
  }

  @Test
  void k11RollbackToASavepointGivesVersionsTheValueThatTheyHadThere() {
    Document document = new Document(null, "Draft");

    try (Session session = database().openSession()) {
      session.insert(document);
      session.update(document);
      assertThatThrownBy(
              () ->
                  session.useTransaction(
                      nested -> {
                        nested.update(document);
                        nested.updateAll(List.of(document));
                        assertThat(document.version).isEqualTo(4);
                        throw new IllegalStateException("undo");
                      }))
          .hasMessage("undo");

      assertThat(document.version).isEqualTo(2);
      session.update(document);
      session.commit();
    }
    assertThat(rows()).containsExactly(document.id + " Draft 3");
  }

  @Test
  void anObjectThatWasNeitherReadNorInsertedIsRefused() {
    DocumentRecord unread = new DocumentRecord(1L, "Unread", null);
    String message =
        "Cannot change the row of an object without its version, %s#version: a change by somebody else would not show. Read the object, or insert it."
            .formatted(DocumentRecord.class.getName());

    try (Session session = database().openSession()) {
      session.insert(new Document(1L, "There"));

      assertThatThrownBy(() -> session.update(unread))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> session.delete(unread)).hasMessage(message);
      assertThatThrownBy(() -> session.updateAll(List.of(unread))).hasMessage(message);
      assertThatThrownBy(() -> session.deleteAll(List.of(unread))).hasMessage(message);
      session.commit();
    }
    assertThat(rows()).containsExactly("1 There 1");
  }

  @Test
  void aVersionOfZeroInATableOfOthersIsAVersion() {
    try (Session session = database().openSession()) {
      session.execute(
          "INSERT INTO %s (id, title, version) VALUES (5, 'Theirs', 0)".formatted(table()));
      Document document = find(session, 5);

      session.update(document);
      session.commit();
    }
    assertThat(rows()).containsExactly("5 Theirs 1");
  }

  @Test
  void aVersionIsNotCountedBeyondItsType() {
    Document last = new Document(1L, "Last");
    last.version = Integer.MAX_VALUE;

    try (Session session = database().openSession()) {
      session.insert(last);

      assertThatThrownBy(() -> session.update(last))
          .isExactlyInstanceOf(ValueException.class)
          .hasMessage(
              "Cannot count %s#version on: it is the greatest int. Declare it long."
                  .formatted(Document.class.getName()));
      session.commit();
      assertThat(rows()).containsExactly("1 Last " + Integer.MAX_VALUE);
      assertThat(session.delete(last)).isTrue();
    }
  }

  @Table
  record Lock(@Column(primaryKey = true) String name, @Column(version = true) short version) {}

  @Test
  void aClassOfNothingButKeyAndVersionIsCountedOn() {
    create(Lock.class);

    try (Session session = database().openSession()) {
      Lock lock = session.insert(new Lock("door", (short) 0));
      Lock next = session.update(lock);

      assertThat(next).isEqualTo(new Lock("door", (short) 2));
      assertThat(session.list(Lock.class)).containsExactly(next);
      assertThatThrownBy(() -> session.update(lock))
          .hasMessage(stale("update", Lock.class, product().quoted("lock")));
    }
  }

  @Table
  record Line(
      @Column(primaryKey = true) long basket,
      @Column(primaryKey = true) long number,
      @Column(defaultValue = "1") Integer quantity,
      @Column(version = true) Integer version) {}

  @Test
  void compositeKeysAndDefaultsHaveVersionsToo() {
    create(Line.class);

    try (Session session = database().openSession()) {
      Line line = session.insert(new Line(1, 0, null, null));
      assertThat(line).isEqualTo(new Line(1, 0, 1, 1));
      assertThat(session.insertAll(List.of(new Line(1, 1, null, null), new Line(1, 2, 3, null))))
          .containsExactly(new Line(1, 1, 1, 1), new Line(1, 2, 3, 1));
      Line changed = session.update(new Line(1, 0, 9, 1));

      assertThat(changed).isEqualTo(new Line(1, 0, 9, 2));
      assertThat(session.find(Line.class, line)).hasValue(changed);
    }
  }

  private static final String HALF_A_SURROGATE_PAIR = "\uD800";

  @Test
  void anInsertThatIsRefusedTakesTheFirstVersionBack() {
    Document taken = new Document(null, "taken");
    Document refusedBefore = new Document(null, HALF_A_SURROGATE_PAIR);
    Document refusedThen = new Document(null, "taken");

    try (Session session = database().openSession()) {
      session.insert(taken);
      assertThatThrownBy(() -> session.insert(refusedBefore)).isInstanceOf(ValueException.class);
      assertThat(refusedBefore.version).isZero();
      assertThatThrownBy(() -> session.useTransaction(nested -> nested.insert(refusedThen)))
          .isInstanceOf(ConstraintViolationException.class);
      assertThat(refusedThen.version).isZero();
      assertThat(refusedThen.id).isNull();
      refusedThen.title = "free";
      session.insert(refusedThen);
      session.commit();
    }
    assertThat(rows()).containsExactly(taken.toString(), refusedThen.toString());
    assertThat(refusedThen.version).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 300})
  void anInsertAllThatIsRefusedTakesAllFirstVersionsBack(int size) {
    List<Document> documents = new ArrayList<>(documents(size));
    documents.add(new Document(null, "title 0"));

    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insertAll(documents))
          .isInstanceOf(ConstraintViolationException.class);
      documents.get(size).title = HALF_A_SURROGATE_PAIR;
      assertThatThrownBy(() -> session.insertAll(documents)).isInstanceOf(ValueException.class);
      assertThat(documents).allSatisfy(document -> assertThat(document.version).isZero());
      assertThat(documents).allSatisfy(document -> assertThat(document.id).isNull());
      session.commit();
    }
    assertThat(rows()).isEmpty();
  }
}
