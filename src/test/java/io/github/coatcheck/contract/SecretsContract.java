package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.github.coatcheck.Column;
import io.github.coatcheck.ConstraintViolationException;
import io.github.coatcheck.Converter;
import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.Table;
import io.github.coatcheck.session.Session;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values stay out of errors and out of the log, whatever a driver says of them. */
public abstract class SecretsContract extends DatabaseContract {
  private static final String SECRET = "s3cr3t";
  private static final long SECRET_NUMBER = 4_815_162_342L;

  /** As it is, and as it might end a quotation, a line or a list too early. */
  private static final List<String> SECRETS =
      List.of(
          SECRET,
          "s3cr3t' for key 's3cr3t",
          "s3cr3t\") column \"s3cr3t",
          "s3cr3t\ns3cr3t",
          "'s3cr3t",
          "(s3cr3t) value: s3cr3t",
          "a s3cr3t that is long, as some are");

  @Table
  record Vault(
      @Column(primaryKey = true) long id,
      @Column(unique = true) String token,
      Integer num,
      String pin,
      String owner) {
    Vault withToken(String changed) {
      return new Vault(id, changed, num, pin, owner);
    }
  }

  @Table
  record VaultKey(@Column(primaryKey = true) long id, String token, Long vault) {}

  private RecordedLog log;

  @BeforeEach
  void createVault() {
    database()
        .execute(
            """
            drop table if exists vault_key;
            drop table if exists vault;
            create table vault(id bigint primary key, token varchar(40) not null unique, num integer,
              pin varchar(5), owner varchar(40), constraint low check (num < 100));
            create table vault_key(id bigint primary key, token varchar(40), vault bigint,
              constraint no_token foreign key (token) references vault(token),
              constraint no_vault foreign key (vault) references vault(id))""");
    log = new RecordedLog("io.github.coatcheck", Level.DEBUG);
  }

  @AfterEach
  void restoreLogger() {
    log.close();
    database().execute("drop table vault_key; drop table vault");
  }

  private final List<Throwable> errors = new ArrayList<>();

  private void attempt(Session.Action<RuntimeException> work) {
    Throwable error = catchThrowable(() -> database().useTransaction(work));
    if (error != null) {
      errors.add(error);
    }
  }

  private void assertNothingTold(int leastErrors) {
    assertThat(errors).hasSizeGreaterThanOrEqualTo(leastErrors);
    List<String> told = new ArrayList<>();
    errors.forEach(error -> tell(error, told, new HashSet<>()));
    told.addAll(log.messages());
    log.events().stream()
        .filter(event -> event.getThrowableProxy() != null)
        .forEach(event -> told.add(ThrowableProxyUtil.asString(event.getThrowableProxy())));

    assertThat(told)
        .filteredOn(text -> text.contains(SECRET) || text.contains("4815162342"))
        .isEmpty();
  }

  private static void tell(Throwable error, List<String> told, Set<Throwable> seen) {
    if (error != null && seen.add(error)) {
      told.add(error.toString());
      told.add(String.valueOf(error.getMessage()));
      tell(error.getCause(), told, seen);
      for (Throwable suppressed : error.getSuppressed()) {
        tell(suppressed, told, seen);
      }
      if (error instanceof SQLException failure) {
        tell(failure.getNextException(), told, seen);
      }
    }
  }

  @Test
  void anErrorOfADuplicateTellsNoValue() {
    for (String secret : SECRETS) {
      Vault stored = new Vault(secret.hashCode(), secret, 1, "1234", "me");
      Vault other = new Vault(stored.id + 1, "other" + stored.id, 1, "1234", "me");
      database().useTransaction(session -> session.insertAll(List.of(stored, other)));
      Vault twice = new Vault(SECRET_NUMBER, secret, 1, "1234", SECRET);
      Vault changed = other.withToken(secret);

      attempt(session -> session.insert(twice));
      attempt(session -> session.insertAll(List.of(new Vault(-1, "fine", 1, "1", SECRET), twice)));
      attempt(session -> session.add(twice));
      attempt(session -> session.update(changed));
      attempt(session -> session.updateAll(List.of(stored, changed)));
      attempt(session -> session.upsert(twice));
      attempt(session -> session.upsertAll(List.of(other, twice)));
      attempt(
          session -> session.execute("update vault set token = ? where id = ?", secret, other.id));
      attempt(
          session ->
              session.execute(
                  "insert into vault(id, token) select id + 7, token from vault where id = ?",
                  stored.id));
    }

    assertNothingTold(SECRETS.size() * 9);
  }

  @Test
  void anErrorOfAKeyThatIsThereTellsNoValue() {
    Vault stored = new Vault(SECRET_NUMBER, SECRET, 1, "1234", SECRET);
    database().useTransaction(session -> session.insert(stored));

    attempt(session -> session.insert(stored.withToken("s3cr3t too")));
    attempt(session -> session.insertAll(List.of(stored.withToken("s3cr3t too"), stored)));

    assertNothingTold(2);
  }

  @Test
  void anErrorOfAMissingOrRefusedValueTellsNoOtherValueOfItsRow() {
    Vault stored = new Vault(1, "other", 1, "1234", SECRET);
    database().useTransaction(session -> session.insert(stored));
    Vault missing = new Vault(SECRET_NUMBER, null, 1, SECRET.substring(0, 5), SECRET);
    Vault checked = new Vault(SECRET_NUMBER, SECRET, 100, "1", SECRET);

    for (Vault refused : List.of(missing, checked)) {
      attempt(session -> session.insert(refused));
      attempt(session -> session.insertAll(List.of(refused, stored)));
      attempt(session -> session.upsert(refused));
    }
    attempt(session -> session.update(stored.withToken(null)));
    attempt(session -> session.execute("update vault set num = num + ? where id = 1", 100));

    assertNothingTold(8);
  }

  @Test
  void anErrorOfAForeignKeyTellsNoValue() {
    Vault stored = new Vault(SECRET_NUMBER, SECRET, 1, "1234", SECRET);
    database().useTransaction(session -> session.insert(stored));
    database().useTransaction(session -> session.insert(new VaultKey(1, SECRET, SECRET_NUMBER)));

    attempt(session -> session.insert(new VaultKey(2, "s3cr3t, which is nowhere", null)));
    attempt(session -> session.insert(new VaultKey(2, null, SECRET_NUMBER * 10)));
    attempt(session -> session.delete(stored));
    attempt(session -> session.deleteAll(List.of(stored, stored.withToken("x"))));
    attempt(session -> session.update(stored.withToken("s3cr3t two")));
    attempt(session -> session.execute("delete from vault where token = ?", SECRET));

    assertNothingTold(6);
  }

  @Test
  void anErrorOfAValueThatIsTooLongOrOfAnotherTypeTellsNoValue() {
    Vault tooLong = new Vault(SECRET_NUMBER, "a", 1, SECRET + SECRET, SECRET);
    attempt(session -> session.insert(tooLong));
    attempt(session -> session.insertAll(List.of(tooLong, tooLong.withToken("b"))));
    for (String secret : SECRETS) {
      attempt(
          session ->
              session.execute("insert into vault(id, token, num) values (7, 'x', ?)", secret));
      attempt(session -> session.execute("update vault set num = ?", secret));
      attempt(session -> session.query(Integer.class, "select cast(? as integer)", secret));
      attempt(session -> session.query(LocalDate.class, "select cast(? as date)", secret));
      attempt(session -> session.count(Vault.class, "where num = ?", secret));
      attempt(session -> session.stream(Vault.class, "where num = ?", secret).close());
      attempt(
          session -> session.exists(Vault.class, "where token like ? escape ?", secret, secret));
      attempt(session -> session.execute("update vault sett token = ?", secret));
      attempt(session -> session.execute("update vault set token = ? , where", secret));
      attempt(session -> session.query(Long.class, "select id frm vault where token = ?", secret));
      attempt(session -> session.execute("update vault set token = ? where nothing = 1", secret));
    }

    assertNothingTold(SECRETS.size() * 3);
  }

  /** Lets the parsers of Java speak, whose messages have the text. */
  static final class ParsingConverter implements Converter<Integer, String> {
    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(Integer value) {
      return UUID.fromString("s3cr3t" + value).toString();
    }

    @Override
    public Integer toJava(String value) {
      return Integer.valueOf(value);
    }
  }

  enum Color {
    RED
  }

  /** As {@code Color.valueOf} throws it. */
  static final class EnumConverter implements Converter<Color, String> {
    @Override
    public Class<String> databaseType() {
      return String.class;
    }

    @Override
    public String toDatabase(Color value) {
      throw new IllegalStateException(SECRET, new IllegalArgumentException(SECRET));
    }

    @Override
    public Color toJava(String value) {
      return Color.valueOf(value);
    }
  }

  /** The same table, read by a converter that parses. */
  static final class Parsed {
    @Table
    record Vault(
        @Column(primaryKey = true) long id,
        @Column(converter = ParsingConverter.class) Integer token) {}
  }

  /** The same table, read by a converter that looks for a constant. */
  static final class Colored {
    @Table
    record Vault(
        @Column(primaryKey = true) long id, @Column(converter = EnumConverter.class) Color token) {}
  }

  record RefusingVault(String token) {
    RefusingVault {
      LocalDate.parse(token);
    }
  }

  @Test
  void anErrorOfAParserTellsNoValue() {
    for (String secret : SECRETS) {
      database().useTransaction(s -> s.insert(new Vault(secret.hashCode(), secret, 1, "1", "me")));
    }
    for (Class<?> type :
        List.of(
            Integer.class,
            Long.class,
            Double.class,
            Boolean.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            Instant.class,
            Color.class,
            byte[].class,
            RefusingVault.class)) {
      attempt(session -> session.query(type, "select token from vault"));
    }
    for (Class<?> type : List.of(Parsed.Vault.class, Colored.Vault.class)) {
      attempt(session -> session.list(type));
      attempt(session -> session.stream(type).forEach(row -> {}));
    }
    attempt(session -> session.insert(new Parsed.Vault(1, 1)));
    attempt(session -> session.insertAll(List.of(new Colored.Vault(1, Color.RED))));

    assertNothingTold(18);
  }

  @Test
  void anErrorOfADuplicateStillTellsWhichConstraintAndCode() {
    Vault stored = new Vault(1, SECRET, 1, "1234", "me");
    database().useTransaction(session -> session.insert(stored));

    attempt(session -> session.insert(new Vault(2, SECRET, 1, "1234", "me")));

    assertThat(errors.get(0))
        .isInstanceOfSatisfying(
            ConstraintViolationException.class,
            e ->
                assertThat(e.getMessage().split("The statement:", 2)[0])
                    .containsPattern("(?i)token|table: vault"));
    assertThat(errors.get(0).getCause())
        .isInstanceOfSatisfying(
            SQLException.class,
            e ->
                assertThat(e.getSQLState())
                    .isEqualTo(((DatabaseException) errors.get(0)).sqlState()));
    assertThat(errors.get(0).getCause().getStackTrace()[0].getClassName())
        .doesNotStartWith("io.github.coatcheck");
  }
}
