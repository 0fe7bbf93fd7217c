package onepage;

import static java.util.stream.Collectors.joining;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.io.PrintStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An ORM on one page: it makes rows of objects and objects of rows, by reflection and plain JDBC.
 *
 * <p>It works as long as nothing goes wrong. {@code OnePageTest} shows what goes wrong, and which
 * file of Coatcheck gets it right. Whoever opens the connection begins and ends its transactions.
 */
public record OnePage(Connection connection, PrintStream out) {
  /** A class that is a table. Its annotations are all that the ORM has to know. */
  @Table("users")
  static final class User {
    @Column(primaryKey = true, autoincrement = true)
    Long id;

    @Column String name;

    /** For the ORM, which makes an empty object and then sets its fields. */
    User() {}

    User(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return "User " + id + " " + name;
    }
  }

  public static void main(String[] arguments) throws Exception {
    run(arguments.length > 0 ? arguments[0] : "jdbc:sqlite::memory:", System.out);
  }

  static void run(String url, PrintStream out) throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      OnePage orm = new OnePage(connection, out);
      orm.createTable(User.class);
      User ann = new User("Ann");
      out.println("before: " + ann);
      orm.insert(ann);
      out.println("after: " + ann);
      orm.insert(new User("Ben"));
      connection.commit();
      out.println("found: " + orm.find(User.class, ann.id).orElseThrow());
      out.println("all: " + orm.list(User.class));
    }
  }

  // What a class says, by three options of @Column: name, primaryKey and autoincrement

  private static String table(Class<?> type) {
    return type.getAnnotation(Table.class).value();
  }

  /** The fields that are columns, in the order of the source. */
  private static List<Field> columns(Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .filter(field -> field.isAnnotationPresent(Column.class) && field.trySetAccessible())
        .toList();
  }

  private static Column options(Field field) {
    return field.getAnnotation(Column.class);
  }

  private static String name(Field field) {
    return options(field).name().isEmpty() ? field.getName() : options(field).name();
  }

  private static Field key(Class<?> type) {
    return columns(type).stream().filter(f -> options(f).primaryKey()).findFirst().orElseThrow();
  }

  /** The columns of an INSERT: all but the key that the database makes. */
  private static List<Field> written(Class<?> type) {
    return columns(type).stream().filter(field -> !options(field).autoincrement()).toList();
  }

  /** Long for long: a class that can be null, for JDBC. */
  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  void createTable(Class<?> type) throws Exception {
    String columns = columns(type).stream().map(OnePage::definition).collect(joining(", "));
    try (PreparedStatement create =
        prepare("CREATE TABLE IF NOT EXISTS " + table(type) + " (" + columns + ")")) {
      create.execute();
    }
  }

  private static String definition(Field field) {
    Class<?> type = boxed(field.getType());
    boolean whole = type == Long.class || type == Integer.class || type == Boolean.class;
    return name(field)
        + (whole ? " INTEGER" : type == Double.class ? " REAL" : " TEXT")
        + (options(field).primaryKey() ? " PRIMARY KEY" : "")
        + (options(field).autoincrement() ? " AUTOINCREMENT" : "");
  }

  private PreparedStatement prepareInsert(Class<?> type) throws Exception {
    String names = written(type).stream().map(OnePage::name).collect(joining(", "));
    String values = written(type).stream().map(field -> "?").collect(joining(", "));
    return prepare("INSERT INTO " + table(type) + " (" + names + ") VALUES (" + values + ")");
  }

  private PreparedStatement prepare(String sql) throws Exception {
    out.println(sql);
    return connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
  }

  // Objects become rows

  void insert(Object object) throws Exception {
    try (PreparedStatement insert = prepareInsert(object.getClass())) {
      bind(insert, object);
      insert.executeUpdate();
      setKey(object, insert.getGeneratedKeys());
    }
  }

  void insertAll(List<?> objects) throws Exception {
    try (PreparedStatement insert = prepareInsert(objects.get(0).getClass())) {
      for (Object object : objects) {
        bind(insert, object);
        insert.addBatch();
      }
      insert.executeBatch();
      ResultSet keys = insert.getGeneratedKeys();
      for (Object object : objects) {
        setKey(object, keys);
      }
    }
  }

  private static void bind(PreparedStatement insert, Object object) throws Exception {
    int position = 1;
    for (Field field : written(object.getClass())) {
      insert.setObject(position++, field.get(object));
    }
  }

  private static void setKey(Object object, ResultSet keys) throws Exception {
    Field key = key(object.getClass());
    if (options(key).autoincrement() && keys.next()) {
      key.set(object, keys.getObject(1, boxed(key.getType())));
    }
  }

  // Rows become objects

  <T> Optional<T> find(Class<T> type, Object key) throws Exception {
    return select(type, " WHERE " + name(key(type)) + " = ?", key).stream().findFirst();
  }

  <T> List<T> list(Class<T> type) throws Exception {
    return select(type, "");
  }

  private <T> List<T> select(Class<T> type, String condition, Object... values) throws Exception {
    try (PreparedStatement select = prepare("SELECT * FROM " + table(type) + condition)) {
      for (int i = 0; i < values.length; i++) {
        select.setObject(i + 1, values[i]);
      }
      List<T> objects = new ArrayList<>();
      ResultSet rows = select.executeQuery();
      while (rows.next()) {
        objects.add(read(type, rows));
      }
      return objects;
    }
  }

  private static <T> T read(Class<T> type, ResultSet row) throws Exception {
    T object = type.getDeclaredConstructor().newInstance();
    for (Field field : columns(type)) {
      field.set(object, row.getObject(name(field), boxed(field.getType())));
    }
    return object;
  }
}
