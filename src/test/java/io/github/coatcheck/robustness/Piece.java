package io.github.coatcheck.robustness;

import io.github.coatcheck.session.Session;
import java.util.List;
import java.util.stream.Stream;

/** The pieces of work, each of which is one transaction. */
enum Piece {
  INSERT {
    @Override
    void run(Session session, Lines lines) {
      session.insert(lines.create("a"));
      session.insert(new Tag("x", null));
    }
  },
  INSERT_ALL {
    @Override
    void run(Session session, Lines lines) {
      session.insertAll(List.of(lines.create("a"), lines.create("b"), lines.create("c")));
    }
  },
  INSERT_ALL_WITH_ASSIGNED_KEYS {
    @Override
    void run(Session session, Lines lines) {
      session.insertAll(List.of(new Tag("x", "mine"), new Tag("y", "mine"), new Tag("z", null)));
    }
  },
  ADD_AND_FLUSH {
    @Override
    void run(Session session, Lines lines) {
      session.addAll(List.of(lines.create("a"), lines.create("b")));
      session.flush();
      session.add(lines.create("c"));
    }
  },
  UPDATE {
    @Override
    void run(Session session, Lines lines) {
      session.update(lines.stored(1).withAmount(77));
      session.update(lines.stored(2).withAmount(78), "amount");
    }
  },
  UPDATE_ALL {
    @Override
    void run(Session session, Lines lines) {
      session.updateAll(List.of(lines.stored(1).withAmount(77), lines.stored(2).withAmount(78)));
    }
  },
  UPSERT {
    @Override
    void run(Session session, Lines lines) {
      session.upsert(lines.create("s1").withAmount(77), "slot");
      session.upsert(lines.create("a"), "slot");
    }
  },
  UPSERT_ALL {
    @Override
    void run(Session session, Lines lines) {
      session.upsertAll(List.of(lines.stored(1).withAmount(77), lines.create("a")));
    }
  },
  DELETE {
    @Override
    void run(Session session, Lines lines) {
      session.delete(lines.toDelete(1));
      session.delete(Line.class, lines.toDelete(2).id());
      session.deleteAll(List.of(lines.toDelete(3), lines.toDelete(4)));
    }
  },
  READ {
    @Override
    void run(Session session, Lines lines) {
      session.insert(lines.create("a"));
      session.find(Line.class, lines.toDelete(1).id());
      session.list(Line.class, "where amount < ? order by id", 3);
      session.query(String.class, "select code from tag");
      session.insert(lines.create("b"));
    }
  },
  STREAM {
    @Override
    void run(Session session, Lines lines) {
      session.insert(lines.create("a"));
      try (Stream<Line> stream = session.stream(Line.class, "where amount < 3")) {
        stream.forEach(line -> {});
      }
      session.stream(Line.class).iterator().next(); // stays open until the commit
      session.insert(lines.create("b"));
    }
  },
  NESTED {
    @Override
    void run(Session session, Lines lines) {
      session.insert(lines.create("a"));
      session.useTransaction(nested -> nested.insert(lines.create("b")));
    }
  },
  FAILING {
    @Override
    void run(Session session, Lines lines) {
      session.insert(lines.create("a"));
      session.insertAll(List.of(lines.create("b"), lines.create("c")));
      throw new OwnException();
    }
  };

  /** An error of the work itself, after which all must be undone. */
  static final class OwnException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  abstract void run(Session session, Lines lines);
}
