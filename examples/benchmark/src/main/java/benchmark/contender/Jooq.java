package benchmark.contender;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStep4;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** jOOQ without generated classes, over JDBC's own transactions. */
final class Jooq extends Jdbc {
  private static final int ROWS = 1_000;

  private static final Table<Record> USERS = table(name("users"));
  private static final Field<Long> ID = field(name("id"), Long.class);
  private static final Field<String> NAME = field(name("name"), String.class);
  private static final Field<String> EMAIL = field(name("email"), String.class);
  private static final Field<Integer> AGE = field(name("age"), Integer.class);
  private static final Field<Long> CREATED_AT = field(name("created_at"), Long.class);

  // kept, since a logger that nobody holds forgets its level
  private static final Logger LOG = Logger.getLogger("org.jooq");

  static {
    LOG.setLevel(Level.WARNING);
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  private final SQLDialect dialect;
  private final DSLContext dsl;

  Jooq(String url) throws SQLException {
    super(url);
    dialect = dialect(url);
    dsl = DSL.using(connection, dialect);
  }

  private static SQLDialect dialect(String url) {
    if (Server.isSqlite(url)) {
      return SQLDialect.SQLITE;
    }
    return Server.isMariadb(url) ? SQLDialect.MARIADB : SQLDialect.POSTGRES;
  }

  @Override
  public void insert(User user) {
    Record key = values(insertion(), user).returningResult(ID).fetchOne();
    user.setId(key.get(ID));
  }

  private InsertValuesStep4<Record, String, String, Integer, Long> insertion() {
    return dsl.insertInto(USERS, NAME, EMAIL, AGE, CREATED_AT);
  }

  private static InsertValuesStep4<Record, String, String, Integer, Long> values(
      InsertValuesStep4<Record, String, String, Integer, Long> insertion, User user) {
    return insertion.values(user.getName(), user.getEmail(), user.getAge(), user.getCreatedAt());
  }

  /** On SQLite many rows give the key of the last one only, and nothing is said. */
  @Override
  public void insertAll(List<User> users) {
    if (dialect == SQLDialect.SQLITE) {
      users.forEach(this::insert);
    } else {
      for (int from = 0; from < users.size(); from += ROWS) {
        insertMany(users.subList(from, Math.min(from + ROWS, users.size())));
      }
    }
  }

  private void insertMany(List<User> users) {
    InsertValuesStep4<Record, String, String, Integer, Long> insertion = insertion();
    users.forEach(user -> values(insertion, user));
    List<Long> keys = insertion.returningResult(ID).fetch(ID);
    for (int i = 0; i < keys.size(); i++) {
      users.get(i).setId(keys.get(i));
    }
  }

  /** By hand, since of a JPA entity jOOQ itself would fill those fields only that name a column. */
  private static User user(Record row) {
    User user = new User(row.get(NAME), row.get(EMAIL), row.get(AGE), row.get(CREATED_AT));
    user.setId(row.get(ID));
    return user;
  }

  @Override
  public User find(long id) {
    return dsl.select(ID, NAME, EMAIL, AGE, CREATED_AT)
        .from(USERS)
        .where(ID.eq(id))
        .fetchOne(Jooq::user);
  }

  @Override
  public List<User> list() {
    return dsl.select(ID, NAME, EMAIL, AGE, CREATED_AT).from(USERS).fetch(Jooq::user);
  }

  @Override
  public void update(User user) {
    dsl.update(USERS)
        .set(NAME, user.getName())
        .set(EMAIL, user.getEmail())
        .set(AGE, user.getAge())
        .set(CREATED_AT, user.getCreatedAt())
        .where(ID.eq(user.getId()))
        .execute();
  }

  @Override
  public void delete(User user) {
    dsl.deleteFrom(USERS).where(ID.eq(user.getId())).execute();
  }
}
