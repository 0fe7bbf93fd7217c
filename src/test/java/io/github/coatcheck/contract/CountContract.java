package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.StaleRowException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that an UPDATE or DELETE does not count, although they are there. */
public abstract class CountContract extends DatabaseContract {
  @Table("memo")
  record Memo(
      @Column(primaryKey = true) Long id, @Column(unique = true) String title, String text) {}

  @Table("versioned_memo")
  record VersionedMemo(
      @Column(primaryKey = true) Long id,
      @Column(unique = true) String title,
      @Column(version = true) Long version) {}

  /** The rows of {@link Memo}, through a view. */
  @Table("memo_view")
  record Seen(
      @Column(primaryKey = true) Long id, @Column(unique = true) String title, String text) {
    static Seen of(Memo memo) {
      return new Seen(memo.id, memo.title, memo.text);
    }
  }

  /** The rows of {@link VersionedMemo}, through a view. */
  @Table("versioned_memo_view")
  record SeenVersion(
      @Column(primaryKey = true) Long id,
      @Column(unique = true) String title,
      @Column(version = true) Long version) {}

  private final Memo first = new Memo(1L, "first", "a text");
  private final Memo second = new Memo(2L, "second", "a text");
  private final VersionedMemo versioned = new VersionedMemo(1L, "first", 1L);

  @BeforeEach
  void createTables() {
    product().dropViews(List.of("memo_view", "versioned_memo_view")).forEach(database()::execute);
    create(Memo.class, VersionedMemo.class);
    database()
        .useTransaction(
            session -> {
              session.insertAll(List.of(first, second));
              session.insert(new VersionedMemo(1L, "first", null));
            });
  }

  private List<Memo> rows() {
    return database().inTransaction(session -> session.list(Memo.class, "order by id"));
  }

  private void createViews() {
    for (String sql : product().view("memo_view", "memo", "id", "title", "text")) {
      database().execute(sql);
    }
    for (String sql :
        product().view("versioned_memo_view", "versioned_memo", "id", "title", "version")) {
      database().execute(sql);
    }
  }

  @Test
  void aRowThatAnUpdateOrUpsertDoesNotChangeIsThere() {
    database()
        .useTransaction(
            session -> {
              assertThat(session.update(first)).isEqualTo(first);
              assertThat(session.updateAll(List.of(first, second))).containsExactly(first, second);
              assertThat(session.upsert(first)).isEqualTo(first);
              assertThat(session.upsert(first, "title")).isEqualTo(first);
              assertThat(session.upsertAll(List.of(first, new Memo(3L, "third", "")), "title"))
                  .hasSize(2);
              assertThat(session.upsertAll(List.of(second, first))).containsExactly(second, first);
            });
    assertThat(rows()).containsExactly(first, second, new Memo(3L, "third", ""));
  }

  @Test
  void aRowThatIsGoneIsToldAsEver() {
    Memo gone = new Memo(9L, "gone", "a text");
    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.update(gone)).isExactlyInstanceOf(StaleRowException.class);
      assertThatThrownBy(() -> session.updateAll(List.of(first, gone)))
          .isExactlyInstanceOf(StaleRowException.class)
          .hasMessageStartingWith("Object 2 of 2: ");
      assertThat(session.delete(gone)).isFalse();
      assertThat(session.deleteAll(List.of(gone, first, first))).isOne();
    }
  }

  @Test
  void aRowThatATriggerKeepsAsItIsIsAnErrorThatNamesTriggersAndPolicies() {
    for (String sql : product().keepRows("keep_memo", "memo")) {
      database().execute(sql);
    }
    for (String sql : product().keepRows("keep_versioned", "versioned_memo")) {
      database().execute(sql);
    }
    if (product().keepRows("", "").isEmpty()) {
      // Nothing in such a database keeps a row as it is without an error.
      return;
    }
    Memo changed = new Memo(2L, "second", "another text");
    assertKept("update", s -> s.update(changed), "");
    assertKept("update", s -> s.updateAll(List.of(first, changed)), "Object 2 of 2: ");
    assertKept("update", s -> s.update(changed, "text"), "");
    assertKept("delete from", s -> s.delete(first), "");
    assertKept("delete from", s -> s.delete(Memo.class, 1), "");
    assertKept("delete from", s -> s.deleteAll(List.of(first, second)), "Object 1 of 2: ");
    assertKept("upsert into", s -> s.upsert(changed), "");
    assertKept("upsert into", s -> s.upsert(changed, "title"), "");
    assertKept("upsert into", s -> s.upsertAll(List.of(first, changed)), "Object 2 of 2: ");
    database().useTransaction(s -> assertThat(s.update(first)).isEqualTo(first));
    assertThatThrownBy(() -> database().useTransaction(s -> s.update(versioned)))
        .isExactlyInstanceOf(CoatcheckException.class);
    assertThatThrownBy(
            () -> database().useTransaction(s -> s.update(new VersionedMemo(1L, "other", 7L))))
        .isExactlyInstanceOf(StaleRowException.class);
    assertThat(rows()).containsExactly(first, second);
  }

  private void assertKept(String action, Session.Action<RuntimeException> work, String position) {
    assertThatThrownBy(() -> database().useTransaction(work))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "%sCannot %s %s: the row of this Memo is there, but the database did not change it as it was told to. Look for a trigger, a rule or a policy for row-level security that keeps such rows, or for a column that changes values."
                .formatted(position, action, product().given("memo")));
  }

  @Test
  void aViewIsToldAsItIs() {
    createViews();
    Seen changed = new Seen(2L, "second", "another text");
    Seen gone = new Seen(9L, "gone", "");
    database()
        .useTransaction(
            session -> {
              assertThat(session.update(Seen.of(first))).isEqualTo(Seen.of(first));
              assertThat(session.updateAll(List.of(Seen.of(first), changed))).hasSize(2);
              assertThat(session.upsert(new Seen(2L, "second", "yet another"))).isNotNull();
              assertThat(session.upsert(changed, "title")).isEqualTo(changed);
              assertThat(session.delete(gone)).isFalse();
              assertThat(session.delete(Seen.of(first))).isTrue();
              assertThat(session.deleteAll(List.of(gone, changed, changed))).isOne();
              assertStale(() -> session.update(Seen.of(first)));
            });
    assertThat(rows()).isEmpty();
  }

  @Test
  void aViewWithAVersionIsToldAsItIs() {
    createViews();
    SeenVersion row = new SeenVersion(1L, "first", 1L);
    database()
        .useTransaction(
            session -> {
              SeenVersion updated = session.update(row);
              assertThat(updated.version).isEqualTo(2);
              assertStale(() -> session.update(row));
              assertStale(() -> session.delete(row));
              assertThat(session.upsert(updated).version).isEqualTo(3);
              assertThat(session.delete(new SeenVersion(1L, "first", 3L))).isTrue();
            });
  }

  @Test
  void aViewWhoseTriggerDropsAColumnIsAnErrorThatNamesTriggers() {
    for (String sql : product().view("memo_view", "memo", "id", "title")) {
      database().execute(sql);
    }
    for (String sql : product().view("versioned_memo_view", "versioned_memo", "id", "title")) {
      database().execute(sql);
    }
    if (!product().viewsHaveTriggers()) {
      // Such a view writes what it is told to.
      return;
    }
    Seen changed = new Seen(1L, "new title", "another text");
    Seen same = Seen.of(second);
    assertDropped(session -> session.update(changed), "");
    assertDropped(session -> session.updateAll(List.of(same, changed)), "");
    assertDropped(session -> session.upsert(changed), "");
    assertDropped(session -> session.update(new SeenVersion(1L, "new title", 1L)), "versioned_");
    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.update(changed)).isInstanceOf(CoatcheckException.class);
      assertThatThrownBy(session::commit).hasMessageStartingWith("Cannot go on");
    }
    assertThat(rows()).containsExactly(first, second);
    database()
        .useTransaction(
            session -> {
              assertThat(session.update(same)).isEqualTo(same);
              session.update(new Seen(2L, "new title", second.text));
            });
    assertThat(rows()).containsExactly(first, new Memo(2L, "new title", second.text));
  }

  private void assertDropped(Session.Action<RuntimeException> work, String prefix) {
    assertThatThrownBy(() -> database().useTransaction(work))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessageContaining(
            "Cannot write to %s: the row of this".formatted(product().given(prefix + "memo_view")));
  }

  private static void assertStale(ThrowingCallable work) {
    assertThatThrownBy(work).isExactlyInstanceOf(StaleRowException.class);
  }
}
