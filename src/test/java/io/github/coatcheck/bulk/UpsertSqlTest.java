package io.github.coatcheck.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.sql.EntitySql;
import io.github.coatcheck.sql.Sql;
import io.github.coatcheck.sql.SqlGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpsertSqlTest {
  private final SqlGenerator sql = new SqlGenerator(new SqliteDialect());

  @Table
  record Page(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(unique = true) String path,
      @Column(defaultValue = "'new'") String state,
      @Column(version = true) int version) {}

  private static final String SET =
      "UPDATE \"page\" SET \"path\" = ?, \"state\" = COALESCE(?, \"page\".\"state\"), \"version\" = \"page\".\"version\" + 1";

  private static final String SAME_VERSION =
      " AND \"page\".\"version\" = COALESCE(NULLIF(?, 0), \"page\".\"version\")";

  @Test
  void byTheKeyItUpdatesTheRowOfThatKey() {
    Page page = new Page(7L, "/", null, 3);

    Sql update = new UpsertSql<>(sql.of(Page.class), List.of()).update(page).orElseThrow();

    assertThat(update.text()).isEqualTo(SET + " WHERE \"page\".\"id\" = ?" + SAME_VERSION);
    assertThat(update.values(page)).containsExactly("/", null, 7L, 3);
    assertThat(new UpsertSql<>(sql.of(Page.class), List.of()).refreshedColumns())
        .extracting(column -> column.name().text())
        .containsExactly("state", "version");
  }

  @Test
  void byAUniqueColumnItUpdatesTheRowThatHasItsValueAndTheKeyIfOneIsGiven() {
    Page page = new Page(null, "/", "old", 0);
    UpsertSql<Page> upsert = new UpsertSql<>(sql.of(Page.class), List.of("path"));

    assertThat(upsert.update(page).orElseThrow().text())
        .isEqualTo(
            SET
                + " WHERE \"page\".\"path\" = ? AND \"page\".\"id\" = COALESCE(?, \"page\".\"id\")"
                + SAME_VERSION);
    assertThat(upsert.update(page).orElseThrow().values(page))
        .containsExactly("/", "old", "/", null, 0);
    EntitySql<Page> pages = sql.of(Page.class);
    String one = pages.findCurrent(upsert.matchColumns(), 1).text();
    assertThat(one).isEqualTo(pages.list().text() + " WHERE \"page\".\"path\" = ?");
    assertThat(pages.findCurrent(upsert.matchColumns(), 2).text())
        .isEqualTo(one + " OR \"page\".\"path\" = ?");
    assertThat(upsert.refreshedColumns())
        .extracting(column -> column.name().text())
        .containsExactly("id", "state", "version");
  }

  @Test
  void anObjectWhoseKeyIsYetToBeGeneratedHasNoRowToUpdate() {
    Page page = new Page(null, "/", "new", 0);

    assertThat(new UpsertSql<>(sql.of(Page.class), List.of()).update(page)).isEmpty();
  }

  @Table
  record Tag(@Column(primaryKey = true) String name) {}

  @Test
  void aClassOfNothingButItsKeyFindsOutWhetherItsRowIsThere() {
    assertThat(
            new UpsertSql<>(sql.of(Tag.class), List.of())
                .update(new Tag("jazz"))
                .orElseThrow()
                .text())
        .isEqualTo("UPDATE \"tag\" SET \"name\" = ? WHERE \"tag\".\"name\" = ?");
    assertThat(new UpsertSql<>(sql.of(Tag.class), List.of("name")).refreshedColumns()).isEmpty();
  }

  @Table
  record Slot(
      @Column(primaryKey = true) String shop,
      @Column(primaryKey = true) int number,
      @Column(unique = true) String code,
      @Column(version = true) int version) {}

  @Test
  void aPartOfAKeyMayBe0AndAVersionOf0IsNone() {
    assertThat(
            new UpsertSql<>(sql.of(Slot.class), List.of("code"))
                .update(new Slot("x", 0, "a", 0))
                .orElseThrow()
                .text())
        .isEqualTo(
            "UPDATE \"slot\" SET \"code\" = ?, \"version\" = \"slot\".\"version\" + 1 WHERE \"slot\".\"code\" = ? AND \"slot\".\"shop\" = COALESCE(?, \"slot\".\"shop\") AND \"slot\".\"number\" = COALESCE(?, \"slot\".\"number\") AND \"slot\".\"version\" = COALESCE(NULLIF(?, 0), \"slot\".\"version\")");
  }

  @Test
  void aRowIsWrittenIfItHasAllThatTheObjectHas() {
    UpsertSql<Page> upsert = new UpsertSql<>(sql.of(Page.class), List.of("path"));
    Page row = new Page(7L, "/", "old", 3);

    assertThat(upsert.isWritten(new Page(7L, "/", "old", 3), row)).isTrue();
    assertThat(upsert.isWritten(new Page(7L, "/", "old", 9), row)).isTrue();
    assertThat(upsert.isWritten(new Page(null, "/", null, 0), row)).isTrue();
    assertThat(upsert.isWritten(new Page(8L, "/", "old", 3), row)).isFalse();
    assertThat(upsert.isWritten(new Page(7L, "/", "new", 3), row)).isFalse();
    assertThat(upsert.isWritten(new Page(7L, "/x", "old", 3), row)).isFalse();
    assertThat(upsert.isWritten(new Page(7L, null, "old", 3), row)).isFalse();
  }
}
