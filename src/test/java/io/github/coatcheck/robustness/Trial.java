package io.github.coatcheck.robustness;

import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.OutcomeUnknownException;
import io.github.coatcheck.robustness.Piece.OwnException;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Does one piece of work in one way, and tells what a program knows afterwards. */
final class Trial {
  /** How a program goes on after an error. */
  enum Way {
    /** It closes the session. */
    CLOSE,
    /** It rolls back, and does other work in the same session. */
    ROLLBACK,
    /** The work is nested in a transaction, which does other work before and afterwards. */
    NESTED,
    /** The database commits or rolls back. */
    IN_TRANSACTION
  }

  /**
   * A transaction.
   *
   * @param hasPiece whether the piece of work belongs to it
   * @param others the slots of other lines that it inserts
   */
  record Ended(Stored stored, boolean hasPiece, List<String> others) {}

  private final Piece piece;
  private final Lines lines = new Lines();
  private final Lines others = new Lines();
  private final List<Ended> transactions = new ArrayList<>();
  private Optional<Database> database = Optional.empty();
  private OwnException own;
  private Throwable error;

  Trial(Piece piece) {
    this.piece = piece;
  }

  void run(Way way, DataSource dataSource) {
    try {
      Database opened = Database.of(dataSource);
      database = Optional.of(opened);
      switch (way) {
        case CLOSE -> close(opened);
        case ROLLBACK -> rollBack(opened);
        case NESTED -> nest(opened);
        case IN_TRANSACTION -> runInTransaction(opened);
      }
    } catch (Throwable e) {
      note(e);
    }
  }

  private void close(Database opened) {
    try (Session session = opened.openSession()) {
      runPiece(session);
      commit(session, true, List.of());
    }
  }

  private void rollBack(Database opened) {
    try (Session session = opened.openSession()) {
      try {
        runPiece(session);
        commit(session, true, List.of());
      } catch (Throwable e) {
        note(e);
        session.rollback();
        session.insert(others.create("later"));
        commit(session, false, List.of("later"));
      }
    }
  }

  private void nest(Database opened) {
    try (Session session = opened.openSession()) {
      session.insert(others.create("earlier"));
      boolean done = false;
      try {
        session.useTransaction(nested -> runPiece(nested));
        done = true;
      } catch (Throwable e) {
        note(e);
      }
      session.insert(others.create("later"));
      commit(session, done, List.of("earlier", "later"));
    }
  }

  private void runInTransaction(Database opened) {
    boolean[] done = new boolean[1];
    Stored stored = Stored.NO;
    try {
      opened.useTransaction(
          session -> {
            runPiece(session);
            done[0] = true;
          });
      stored = Stored.YES;
    } finally {
      // An error after the work may come from the COMMIT or from what follows it.
      boolean unknown = done[0] && stored == Stored.NO;
      transactions.add(new Ended(unknown ? Stored.UNKNOWN : stored, true, List.of()));
    }
  }

  private void runPiece(Session session) {
    try {
      piece.run(session, lines);
    } catch (OwnException e) {
      own = e;
      throw e;
    }
  }

  private void commit(Session session, boolean hasPiece, List<String> slots) {
    Stored stored = Stored.UNKNOWN;
    try {
      session.commit();
      stored = Stored.YES;
    } catch (OutcomeUnknownException e) {
      throw e;
    } catch (CoatcheckException e) {
      stored = Stored.NO;
      throw e;
    } finally {
      transactions.add(new Ended(stored, hasPiece, slots));
    }
  }

  private void note(Throwable e) {
    if (error == null) {
      error = e;
    }
  }

  /** The transactions whose end began, in their order. */
  List<Ended> transactions() {
    return transactions;
  }

  /** Whether the work is stored, or the other work. */
  private Stored stored(boolean ofPiece) {
    return transactions.stream()
        .filter(ended -> ofPiece ? ended.hasPiece() : !ended.others().isEmpty())
        .map(Ended::stored)
        .findFirst()
        .orElse(Stored.NO);
  }

  /** The objects that keep what their rows lack, or lack what their rows have. */
  List<String> wrongObjects(Map<Long, String> rows) {
    List<String> wrong = new ArrayList<>(lines.wrong(stored(true), rows));
    wrong.addAll(others.wrong(stored(false), rows));
    return wrong;
  }

  /** The first error that the program got. */
  Optional<Throwable> error() {
    return Optional.ofNullable(error);
  }

  /** Whether the program got another error than that of the work itself. */
  boolean hidesOwnError() {
    return own != null && own != error;
  }

  Optional<Database> database() {
    return database;
  }
}
