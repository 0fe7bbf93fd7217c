package io.github.coatcheck.robustness;

import static java.util.stream.Collectors.joining;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The process that is killed. It writes transactions, and tells on its output the plan of each
 * before it begins, and after its commit the key of each step.
 */
public final class CrashingWriter {
  private final Database database;
  private final String name;
  private final Random random;

  /** The keys of the rows without a slot. */
  private final List<Long> keys;

  private CrashingWriter(Database database, String name, Random random) {
    this.database = database;
    this.name = name;
    this.random = random;
    this.keys =
        new ArrayList<>(
            database.<List<Long>, RuntimeException>read(
                session -> session.query(Long.class, "select id from note where slot is null")));
  }

  /** Takes the URL, the name of this process, and the seed of its plans. */
  public static void main(String[] arguments) {
    tell("begins");
    try (Database database = Database.open(arguments[0])) {
      database.createTables(Note.class);
      new CrashingWriter(database, arguments[1], new Random(Long.parseLong(arguments[2]))).write();
    }
  }

  /** The dot tells that the line is whole. */
  private static void tell(String line) {
    System.out.println(line + " .");
  }

  /** Goes on until it is killed, or nobody listens any more. */
  private void write() {
    for (int i = 0; !System.out.checkError(); ) {
      try (Session session = database.openSession()) {
        do {
          write(session, Plan.random(name + "." + i++, random, keys));
        } while (random.nextInt(4) != 0);
      }
    }
  }

  private void write(Session session, Plan plan) {
    tell("plan " + plan.name() + " " + String.join(" ", plan.steps()));
    List<Note> notes = IntStream.range(0, plan.steps().size()).mapToObj(plan::note).toList();
    for (int begin = 0, end; begin < notes.size(); begin = end) {
      end = begin + 1;
      while (end < notes.size() && plan.kind(end) == plan.kind(begin)) {
        end++;
      }
      write(session, plan.kind(begin), notes.subList(begin, end));
    }
    session.commit();
    tell("done " + notes.stream().map(note -> String.valueOf(note.id())).collect(joining(" ")));
    for (int i = 0; i < notes.size(); i++) {
      switch (plan.kind(i)) {
        case Plan.INSERT -> keys.add(notes.get(i).id());
        case Plan.DELETE -> keys.remove(notes.get(i).id());
        default -> {}
      }
    }
  }

  private void write(Session session, char kind, List<Note> notes) {
    switch (kind) {
      case Plan.INSERT -> insert(session, notes);
      case Plan.DELETE -> delete(session, notes);
      case Plan.SLOT -> session.upsertAll(notes, "slot");
      default -> session.upsertAll(notes);
    }
  }

  private void insert(Session session, List<Note> notes) {
    if (random.nextBoolean()) {
      session.addAll(notes);
    } else if (notes.size() == 1) {
      session.insert(notes.get(0));
    } else {
      session.insertAll(notes);
    }
  }

  private static void delete(Session session, List<Note> notes) {
    if (notes.size() == 1) {
      session.delete(Note.class, notes.get(0).id());
    } else {
      session.deleteAll(notes);
    }
  }
}
