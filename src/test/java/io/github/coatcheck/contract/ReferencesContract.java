package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.OnDelete;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Foreign keys hold, and a deleted row leaves what a class says. */
public abstract class ReferencesContract extends DatabaseContract {
  @Table
  record Composer(@Column(primaryKey = true, autoincrement = true) Long id, String name) {}

  @Table
  record Opus(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(references = Composer.class) Long composerId) {}

  @BeforeEach
  void createTables() {
    create(Opus.class, Movement.class, Composer.class, Era.class, Section.class);
  }

  @Test
  void aRowCannotReferToNoRow() {
    try (Session session = database().openSession()) {
      assertThatThrownBy(() -> session.insert(new Opus(null, 7L)))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessageContaining(
              ". A row refers to one that is not there. Roll back, and insert that one first.%nThe statement: "
                  .formatted());
      session.rollback();

      assertThat(session.insert(new Opus(null, null)).id()).isNotNull();
    }
  }

  @Test
  void aRowThatIsReferredToCannotBeDeleted() {
    try (Session session = database().openSession()) {
      Composer composer = session.insert(new Composer(null, "Clara Schumann"));
      Opus opus = session.insert(new Opus(null, composer.id()));
      session.commit();

      assertThatThrownBy(() -> session.delete(composer))
          .isExactlyInstanceOf(ConstraintViolationException.class)
          .hasMessageContaining(
              ". Other rows still refer to the one that is to be deleted. Roll back, and delete those first, or declare onDelete.%nThe statement: "
                  .formatted());
      session.rollback();

      assertThat(session.list(Opus.class)).containsExactly(opus);
      assertThat(session.delete(opus)).isTrue();
      assertThat(session.delete(composer)).isTrue();
      session.commit();
    }
  }

  @Table
  record Era(@Column(primaryKey = true, length = 20) String name) {}

  @Table
  record Movement(
      @Column(primaryKey = true) int id,
      @Column(references = Composer.class, onDelete = OnDelete.CASCADE) long composer,
      @Column(references = Era.class, onDelete = OnDelete.SET_NULL, length = 20) String era) {}

  @Test
  void aRowIsDeletedWithTheOneToWhichItRefersOrForgetsIt() {
    try (Session session = database().openSession()) {
      Era romantic = session.insert(new Era("Romantic"));
      Composer clara = session.insert(new Composer(null, "Clara Schumann"));
      Composer fanny = session.insert(new Composer(null, "Fanny Hensel"));
      session.insert(new Movement(1, clara.id(), "Romantic"));
      session.insert(new Movement(2, fanny.id(), "Romantic"));
      session.insert(new Movement(3, fanny.id(), null));

      assertThat(session.delete(clara)).isTrue();
      assertThat(session.list(Movement.class, "order by id"))
          .containsExactly(
              new Movement(2, fanny.id(), "Romantic"), new Movement(3, fanny.id(), null));

      assertThat(session.delete(romantic)).isTrue();
      assertThat(session.list(Movement.class, "order by id"))
          .containsExactly(new Movement(2, fanny.id(), null), new Movement(3, fanny.id(), null));
      session.commit();
    }
  }

  @Table
  record Section(
      @Column(primaryKey = true, autoincrement = true) Long id,
      @Column(references = Section.class, onDelete = OnDelete.CASCADE) Long parentId) {}

  @Test
  void aRowMayReferToItsOwnTable() {
    try (Session session = database().openSession()) {
      Section root = session.insert(new Section(null, null));
      Section child = session.insert(new Section(null, root.id()));
      session.insert(new Section(null, child.id()));
      Section other = session.insert(new Section(null, null));

      assertThat(session.delete(root)).isTrue();

      assertThat(session.list(Section.class)).containsExactly(other);
    }
  }
}
