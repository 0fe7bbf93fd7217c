package benchmark;

import benchmark.contender.Contender;
import benchmark.contender.Entry;
import benchmark.contender.Server;
import benchmark.contender.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes sure that a contender does the work that it is measured at. */
final class Verification {
  /** Not a multiple of any chunk's size. */
  private static final int MANY = 2_345;

  private static final int FEW = 50;

  private final Entry entry;
  private final Connection truth;
  private final Contender contender;

  private Verification(Entry entry, Connection truth, Contender contender) {
    this.entry = entry;
    this.truth = truth;
    this.contender = contender;
  }

  /** What is wrong with a contender, or empty. */
  static Optional<String> failureOf(Entry entry, Server server) {
    try (Connection truth = server.connect()) {
      server.prepare(truth);
      try (Contender contender = entry.open(server)) {
        new Verification(entry, truth, contender).run();
      }
      return Optional.empty();
    } catch (SQLException | RuntimeException | AssertionError e) {
      return Optional.of(e.toString());
    }
  }

  private void run() throws SQLException {
    if (entry.isComplete()) {
      insertsOne();
    }
    insertsMany();
    if (entry.isComplete()) {
      findsAndLists();
      updates();
      deletes();
    }
    rollsBack();
  }

  private void insertsOne() throws SQLException {
    List<User> users = users(FEW);
    contender.begin();
    for (User user : users) {
      contender.insert(user);
    }
    contender.commit();
    requireStored(users);
  }

  private void insertsMany() throws SQLException {
    long before = Rows.count(truth);
    List<User> users = users(MANY);
    contender.begin();
    contender.insertAll(users);
    contender.commit();
    require(Rows.count(truth) == before + MANY, "rows are missing");
    if (entry.givesKeys()) {
      requireStored(users);
    }
  }

  private void requireStored(List<User> users) throws SQLException {
    for (User user : users) {
      require(user.getId() != null, "an object has no key");
      require(
          Rows.find(truth, user.getId()).filter(row -> same(row, user)).isPresent(),
          "the row of key " + user.getId() + " is not that of the object");
    }
  }

  private void findsAndLists() throws SQLException {
    List<User> found = new ArrayList<>();
    contender.begin();
    List<User> listed = contender.list();
    for (long key = 1; key <= FEW; key++) {
      found.add(contender.find(key));
    }
    contender.rollback();
    require(listed.size() == FEW + MANY, "the list has " + listed.size() + " users");
    requireStored(listed);
    requireStored(found);
    for (int i = 0; i < FEW; i++) {
      require(found.get(i).getId() == i + 1, "another key was found than was looked for");
    }
  }

  private void updates() throws SQLException {
    User changed = User.of(77_777);
    changed.setId(7L);
    contender.begin();
    contender.update(changed);
    contender.commit();
    requireStored(List.of(changed));
    changed.setName("undone");
    contender.begin();
    contender.update(changed);
    contender.rollback();
    changed.setName(User.of(77_777).getName());
    requireStored(List.of(changed));
  }

  private void deletes() throws SQLException {
    User user = Rows.find(truth, 8).orElseThrow();
    contender.begin();
    contender.delete(user);
    contender.rollback();
    require(Rows.find(truth, 8).isPresent(), "a rolled back delete took place");
    contender.begin();
    contender.delete(user);
    contender.commit();
    require(Rows.find(truth, 8).isEmpty(), "a delete did not take place");
  }

  private void rollsBack() throws SQLException {
    long before = Rows.count(truth);
    contender.begin();
    contender.insertAll(users(FEW));
    contender.rollback();
    require(Rows.count(truth) == before, "rolled back rows are there");
  }

  private static List<User> users(int count) {
    return IntStream.range(0, count).mapToObj(i -> User.of(1_000 + i)).toList();
  }

  private static boolean same(User one, User other) {
    return Objects.equals(one.getId(), other.getId())
        && Objects.equals(one.getName(), other.getName())
        && Objects.equals(one.getEmail(), other.getEmail())
        && one.getAge() == other.getAge()
        && one.getCreatedAt() == other.getCreatedAt();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }
}
