package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.coatcheck.CoatcheckException;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteDataSource;

/** A session joins a transaction of Spring, on connections of a driver and of a pool. */
@ParameterizedClass(name = "{0}, pooled: {1}")
@MethodSource("sources")
class SpringTest {
  /** The databases below Spring. */
  enum Below {
    SQLITE,
    H2,
    POSTGRESQL;

    DataSource dataSource(Path folder) {
      if (this == SQLITE) {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + folder.resolve("spring.db"));
        return dataSource;
      }
      return new DriverManagerDataSource(
          this == H2 ? "jdbc:h2:mem:spring;DB_CLOSE_DELAY=-1" : Servers.postgresql());
    }
  }

  @Table("guest")
  static final class Guest {
    @Column(primaryKey = true, autoincrement = true)
    private Long id;

    @Column(unique = true)
    private String name;

    Guest() {}

    Guest(String name) {
      this.name = name;
    }
  }

  @Parameter(0)
  Below below;

  @Parameter(1)
  boolean pooled;

  @TempDir Path folder;

  private DataSource dataSource;
  private Database database;
  private TransactionTemplate transaction;
  private TransactionTemplate nested;

  static Stream<Arguments> sources() {
    return Stream.of(Below.values())
        .flatMap(below -> Stream.of(arguments(below, false), arguments(below, true)));
  }

  @BeforeEach
  void open() {
    dataSource = below.dataSource(folder);
    if (pooled) {
      HikariConfig config = new HikariConfig();
      config.setDataSource(dataSource);
      config.setMaximumPoolSize(2);
      config.setConnectionTimeout(2_000);
      dataSource = new HikariDataSource(config);
    }
    database = Database.of(dataSource);
    database.dropTables(Guest.class);
    database.createTables(Guest.class);
    transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    nested = new TransactionTemplate(transaction.getTransactionManager());
    nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  @AfterEach
  void close() {
    if (dataSource instanceof HikariDataSource pool) {
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      pool.close();
    }
  }

  /** A session in the transaction that Spring began on this thread. */
  private Session join() {
    return database.session(DataSourceUtils.getConnection(dataSource));
  }

  private List<String> names() {
    return database.read(
        session -> session.list(Guest.class).stream().map(guest -> guest.name).toList());
  }

  @Test
  void whatASessionInsertsIsStoredWithItsKeysWhenSpringCommits() {
    Guest ann = new Guest("Ann");
    List<Guest> others = List.of(new Guest("Bob"), new Guest("Cid"));
    transaction.executeWithoutResult(
        status -> {
          try (Session session = join()) {
            session.insert(ann);
            session.insertAll(others);
          }
        });

    database.useTransaction(
        session -> {
          assertThat(session.count(Guest.class)).isEqualTo(3);
          for (Guest guest : List.of(ann, others.get(0), others.get(1))) {
            assertThat(session.find(Guest.class, guest.id))
                .hasValueSatisfying(found -> assertThat(found.name).isEqualTo(guest.name));
          }
        });
  }

  @Test
  void anExceptionLeavesNoRow() {
    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      try (Session session = join()) {
                        session.insert(new Guest("Ann"));
                        throw new IllegalStateException("on purpose");
                      }
                    }))
        .hasMessage("on purpose");

    assertThat(names()).isEmpty();
  }

  @Test
  void anErrorOfASessionLeavesNoRow() {
    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      try (Session session = join()) {
                        session.insert(new Guest("Ann"));
                        session.insert(new Guest("Ann"));
                      }
                    }))
        .isInstanceOf(ConstraintViolationException.class);

    assertThat(names()).isEmpty();
  }

  @Test
  void aTransactionThatMayOnlyRollBackLeavesNoRow() {
    transaction.executeWithoutResult(
        status -> {
          try (Session session = join()) {
            session.insert(new Guest("Ann"));
          }
          status.setRollbackOnly();
        });

    assertThat(names()).isEmpty();
  }

  @Test
  void aNestedTransactionOfSpringIsStoredOrUndoneAlone() {
    transaction.executeWithoutResult(
        status -> {
          try (Session session = join()) {
            session.insert(new Guest("Ann"));
          }
          insertNested("Bob");
          assertThatThrownBy(() -> insertNested("Cid", "Ann"))
              .isInstanceOf(ConstraintViolationException.class);
          try (Session session = join()) {
            session.insert(new Guest("Dan"));
          }
        });

    assertThat(names()).containsExactlyInAnyOrder("Ann", "Bob", "Dan");
  }

  private void insertNested(String... names) {
    nested.executeWithoutResult(
        status -> {
          try (Session session = join()) {
            for (String name : names) {
              session.insert(new Guest(name));
            }
          }
        });
  }

  @Test
  void aSessionThatStaysOpenGoesOnAfterANestedTransactionOfSpring() {
    transaction.executeWithoutResult(
        status -> {
          try (Session session = join()) {
            session.insert(new Guest("Ann"));
            insertNested("Bob");
            assertThatThrownBy(() -> insertNested("Cid", "Ann"))
                .isInstanceOf(ConstraintViolationException.class);
            session.insert(new Guest("Dan"));
          }
        });

    assertThat(names()).containsExactlyInAnyOrder("Ann", "Bob", "Dan");
  }

  @Test
  void nestedTransactionsOfASessionStandInThoseOfSpring() {
    transaction.executeWithoutResult(
        status ->
            nested.executeWithoutResult(
                inner -> {
                  try (Session session = join()) {
                    session.useTransaction(s -> s.insert(new Guest("Ann")));
                    assertThatThrownBy(
                            () ->
                                session.useTransaction(
                                    s -> {
                                      s.insert(new Guest("Bob"));
                                      s.insert(new Guest("Ann"));
                                    }))
                        .isInstanceOf(ConstraintViolationException.class);
                  }
                }));

    assertThat(names()).containsExactly("Ann");
  }

  @Test
  void aSessionAndJdbcTemplateSeeTheRowsOfEachOther() {
    JdbcTemplate template = new JdbcTemplate(dataSource);
    transaction.executeWithoutResult(
        status -> {
          try (Session session = join()) {
            template.update("insert into \"guest\" (name) values ('Ann')");
            assertThat(session.count(Guest.class)).isOne();
            session.insert(new Guest("Bob"));
            assertThat(template.queryForObject("select count(*) from \"guest\"", Integer.class))
                .isEqualTo(2);
          }
        });
  }

  @Test
  void aConnectionOutsideOfATransactionIsRefused() {
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      assertThatThrownBy(() -> database.session(connection))
          .isExactlyInstanceOf(CoatcheckException.class)
          .hasMessage(
              "Cannot join the transaction of a connection: none has begun. Switch its auto-commit off, or begin one.");
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  @Test
  void aConnectionWhoseTransactionHasEndedIsRefused() {
    Connection connection =
        transaction.execute(status -> DataSourceUtils.getConnection(dataSource));

    assertThatThrownBy(() -> database.session(connection))
        .isExactlyInstanceOf(CoatcheckException.class)
        .hasMessage(
            "Cannot join the transaction of a connection: it is closed, so its owner has ended the transaction. Join one that goes on.");
  }

  @Test
  void aSessionRefusesToOutliveItsTransaction() {
    assertRefusedAfterwards(dataSource);
  }

  @Test
  void aSessionRefusesToOutliveItsTransactionOnAConnectionThatStaysOpen() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      assertRefusedAfterwards(new SingleConnectionDataSource(connection, true));
    }
  }

  private void assertRefusedAfterwards(DataSource source) {
    TransactionTemplate single = new TransactionTemplate(new DataSourceTransactionManager(source));
    try (Session session =
        single.execute(status -> database.session(DataSourceUtils.getConnection(source)))) {
      for (ThrowingCallable use :
          List.<ThrowingCallable>of(
              () -> session.insert(new Guest("Ann")),
              () -> session.list(Guest.class),
              () -> session.inTransaction(nested -> nested.count(Guest.class)))) {
        assertThatThrownBy(use)
            .isExactlyInstanceOf(CoatcheckException.class)
            .hasMessage(
                "Cannot go on in a session that joined the transaction of a connection: its owner has ended the transaction. Close a session before that, and join the next transaction by another.");
      }
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void aDataSourceThatHandsOutTheConnectionOfATransactionIsRefused() {
    Database aware = Database.of(new TransactionAwareDataSourceProxy(dataSource));
    transaction.executeWithoutResult(
        status ->
            assertThatThrownBy(() -> aware.useTransaction(s -> s.insert(new Guest("Ann"))))
                .isExactlyInstanceOf(CoatcheckException.class)
                .hasMessageContaining("join the transaction by database.session(connection)"));

    assertThat(names()).isEmpty();
  }
}
