package benchmark.contender;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** All who take part, and in what. */
public enum Entry {
  COATCHECK(Coatcheck.class, "coatcheck"),
  JDBC_TUNED(JdbcTuned.class),
  JDBC_CHECKED(JdbcChecked.class),
  JDBC_DEFERRED(JdbcDeferred.class),
  JDBC_LASTROWID(JdbcLastRowId.class),
  JDBC_BATCH_WITHOUT_KEYS(JdbcBatchWithoutKeys.class),
  JDBC_NAIVE(JdbcNaive.class),
  ORMLITE(OrmLite.class, "ormlite-jdbc"),
  MYBATIS(MyBatis.class, "mybatis"),
  SPRING_JDBC_CLIENT(SpringJdbcClient.class, "spring-jdbc"),
  SQL2O(Sql2oQueries.class, "sql2o"),
  JDBI(JdbiSqlObject.class, "jdbi3-sqlobject"),
  HIBERNATE(HibernateSession.class, "hibernate-core", "hibernate-community-dialects"),
  HIBERNATE_STATELESS(HibernateStateless.class, "hibernate-core", "hibernate-community-dialects"),
  JOOQ(Jooq.class, "jooq");

  /** What every ratio is to: the fastest whose keys are certain. */
  public static final Entry REFERENCE = JDBC_TUNED;

  /** Who reads a table in which a cell may hold anything, and what they are compared with. */
  private static final Set<Entry> CHECKED = EnumSet.of(COATCHECK, JDBC_TUNED, JDBC_CHECKED);

  private static final Set<Entry> INSERTING_MANY =
      EnumSet.of(JDBC_LASTROWID, JDBC_BATCH_WITHOUT_KEYS);

  private final Class<? extends Contender> type;
  private final List<String> artifacts;

  Entry(Class<? extends Contender> type, String... artifacts) {
    this.type = type;
    this.artifacts = List.of(artifacts);
  }

  /** The entry of a title, as options and results have it. */
  public static Entry of(String title) {
    return Stream.of(values())
        .filter(entry -> entry.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No contender is called " + title));
  }

  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Contender open(Server server) {
    boolean unnest = this == JDBC_TUNED && server == Server.POSTGRESQL;
    return Contender.open(unnest ? JdbcUnnest.class.getName() : type.getName(), server.url());
  }

  /** The class of the contender, by name, so that a fresh process loads nothing else. */
  public String typeName() {
    return type.getName();
  }

  /** Whether somebody wrote JDBC, or a library does. */
  public boolean isByHand() {
    return artifacts.isEmpty();
  }

  /** The artifacts that a program has to depend on, the driver aside. */
  public List<String> artifacts() {
    return artifacts;
  }

  /** Whether it is more than another form of inserting many rows by hand. */
  public boolean isComplete() {
    return !INSERTING_MANY.contains(this);
  }

  /** Whether the objects have their keys after {@link Contender#insertAll}. */
  public boolean givesKeys() {
    return this != JDBC_BATCH_WITHOUT_KEYS;
  }

  /** Whether it can work with a database at all. */
  public boolean supports(Server server) {
    if (this == JDBC_CHECKED || server == Server.SQLITE_LOOSE) {
      return server == Server.SQLITE_LOOSE && CHECKED.contains(this);
    }
    if (server == Server.H2) {
      return this == COATCHECK || (isByHand() && this != JDBC_DEFERRED && this != JDBC_LASTROWID);
    }
    return (this != JDBC_DEFERRED && this != JDBC_LASTROWID) || server.isSqlite();
  }
}
