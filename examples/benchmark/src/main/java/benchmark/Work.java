package benchmark;

import benchmark.contender.Contender;
import benchmark.contender.Entry;
import benchmark.contender.Server;
import benchmark.contender.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The work, the same for every contender. One operation is one row; up to a thousand of them share
 * a transaction, reads too, so that nobody pays for more locks than others.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Work {
  private static final int ROWS = 10_000;
  private static final int TRANSACTION = 1_000;

  /** Has no divisor in common with the number of rows, so that the keys are all over the table. */
  private static final int STRIDE = 7_919;

  @Param("SQLITE_MEMORY")
  Server server;

  @Param("COATCHECK")
  Entry entry;

  private Connection keeper;
  private Contender contender;
  private List<User> some;
  private int number;

  @Setup(Level.Trial)
  public void open() throws SQLException {
    keeper = server.connect();
    server.prepare(keeper);
    Rows.insert(keeper, ROWS);
    some = users(TRANSACTION);
    for (int i = 0; i < TRANSACTION; i++) {
      some.get(i).setId(1L + (long) i * STRIDE % ROWS);
    }
    contender = entry.open(server);
  }

  /** Takes away what was inserted, so that nobody suffers for being fast. */
  @Setup(Level.Iteration)
  public void begin() throws SQLException {
    Rows.deleteAbove(keeper, ROWS);
    CpuTime.start();
  }

  @TearDown(Level.Iteration)
  public void end() {
    CpuTime.stop();
  }

  @TearDown(Level.Trial)
  public void close() throws SQLException {
    contender.close();
    keeper.close();
  }

  @Benchmark
  @OperationsPerInvocation(TRANSACTION)
  public void insertOne() throws SQLException {
    contender.begin();
    for (int i = 0; i < TRANSACTION; i++) {
      contender.insert(User.of(number++));
    }
    contender.commit();
  }

  @Benchmark
  @OperationsPerInvocation(1_000)
  public void insertAll1000() throws SQLException {
    insertAll(users(1_000));
  }

  @Benchmark
  @OperationsPerInvocation(100_000)
  public void insertAll100000() throws SQLException {
    insertAll(users(100_000));
  }

  private void insertAll(List<User> users) throws SQLException {
    contender.begin();
    contender.insertAll(users);
    contender.commit();
  }

  private static List<User> users(int count) {
    List<User> users = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      users.add(User.of(i));
    }
    return users;
  }

  @Benchmark
  @OperationsPerInvocation(TRANSACTION)
  public void findById(Blackhole blackhole) throws SQLException {
    contender.begin();
    for (User user : some) {
      blackhole.consume(contender.find(user.getId()));
    }
    contender.rollback();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public List<User> list10000() throws SQLException {
    contender.begin();
    List<User> users = contender.list();
    contender.rollback();
    return users;
  }

  @Benchmark
  @OperationsPerInvocation(TRANSACTION)
  public void update() throws SQLException {
    contender.begin();
    for (User user : some) {
      user.setAge(++number % 100);
      contender.update(user);
    }
    contender.rollback();
  }

  @Benchmark
  @OperationsPerInvocation(TRANSACTION)
  public void delete() throws SQLException {
    contender.begin();
    for (User user : some) {
      contender.delete(user);
    }
    contender.rollback();
  }
}
