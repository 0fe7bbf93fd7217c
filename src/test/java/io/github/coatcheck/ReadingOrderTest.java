package io.github.coatcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The files can be read in one order, in which each uses only files before it: first a core that
 * stands alone, then chapters on top of it, at last the index, which is the API of a program.
 */
class ReadingOrderTest {
  private static final String ROOT = "io.github.coatcheck";
  private static final Path SOURCES = Path.of("src/main/java", ROOT.split("\\."));

  /** What inserts a row, finds it again, changes and deletes it. */
  static final List<String> CORE =
      List.of(
          "CoatcheckException",
          "MappingException",
          "KeyException",
          "ValueException",
          "StaleRowException",
          "DatabaseException",
          "ConstraintViolationException",
          "TransientFailureException",
          "OutcomeUnknownException",
          "Table",
          "Converter",
          "Convert",
          "OnDelete",
          "Column",
          "mapping.Name",
          "mapping.ValueTypes",
          "mapping.SourceException",
          "mapping.Members",
          "mapping.Converters",
          "mapping.ColumnMapping",
          "mapping.ObjectCreator",
          "mapping.EntityMapping",
          "mapping.ColumnRules",
          "mapping.MappingReader",
          "mapping.Mappings",
          "dialect.Encoding",
          "dialect.KeySource",
          "dialect.Failure",
          "dialect.SqlSyntax",
          "dialect.SessionRules",
          "dialect.Cells",
          "dialect.Encodings",
          "dialect.Times",
          "dialect.CommonEncodings",
          "dialect.StandardEncodings",
          "dialect.InformationSchema",
          "dialect.ColumnType",
          "dialect.DriverMessages",
          "dialect.Dialect",
          "dialect.SqliteDialect",
          "sql.SqlColumn",
          "sql.SqlTable",
          "sql.Retrieval",
          "sql.Sql",
          "sql.Insert",
          "sql.EntitySql",
          "sql.SqlGenerator",
          "sql.TableDefinitions",
          "jdbc.StatementLog",
          "jdbc.MissingNames",
          "jdbc.Failures",
          "jdbc.UndoLog",
          "jdbc.TransactionControl",
          "jdbc.Transaction",
          "jdbc.ResultColumn",
          "jdbc.RowMapper",
          "jdbc.GeneratedValues",
          "jdbc.StatementExecutor",
          "jdbc.SchemaCache",
          "jdbc.RowMappers",
          "jdbc.KeyCheck",
          "entity.SessionScope",
          "entity.TableCreator",
          "entity.CurrentRows",
          "entity.EntityInserter",
          "entity.EntityReader",
          "entity.EntityWriter",
          "entity.DistinctObjects",
          "entity.PendingInserts");

  /** What the core does not need: other databases, many rows, SQL of the user, validation. */
  private static final List<String> CHAPTERS =
      List.of(
          "dialect.StandardDialect",
          "dialect.H2Dialect",
          "dialect.PostgresDialect",
          "dialect.MariaDbDialect",
          "bulk.Positions",
          "bulk.AllOrNone",
          "bulk.StatementGroup",
          "bulk.MultiRowInsert",
          "bulk.ReturnedRows",
          "bulk.BulkInserter",
          "bulk.BulkWriter",
          "bulk.UpsertSql",
          "bulk.Upserter",
          "mapping.NamedProperties",
          "query.SqlScanner",
          "query.Parameter",
          "query.UserSql",
          "query.Script",
          "query.SingleValue",
          "query.ColumnLabels",
          "query.RowStream",
          "query.UserQueries",
          "validation.TableCheck");

  /** What a program calls. */
  private static final List<String> INDEX =
      List.of(
          "dialect.Dialects",
          "session.Arguments",
          "session.Options",
          "session.Findings",
          "session.Statements",
          "session.Session",
          "session.Connections",
          "session.Attempts",
          "session.Database");

  private static final List<String> READING_ORDER =
      Stream.of(CORE, CHAPTERS, INDEX).flatMap(List::stream).toList();

  /** The packages that each package may use beside itself. */
  private static final Map<String, Set<String>> PACKAGES =
      Map.of(
          "", Set.of(),
          "mapping", Set.of(""),
          "dialect", Set.of(""),
          "sql", Set.of("", "mapping", "dialect"),
          "jdbc", Set.of("", "mapping", "dialect", "sql"),
          "entity", Set.of("", "mapping", "dialect", "sql", "jdbc"),
          "bulk", Set.of("", "mapping", "dialect", "sql", "jdbc", "entity"),
          "query", Set.of("", "mapping", "dialect", "sql", "jdbc", "entity"),
          "validation", Set.of("", "mapping", "dialect", "sql", "jdbc", "entity", "query"),
          "session",
              Set.of(
                  "",
                  "mapping",
                  "dialect",
                  "sql",
                  "jdbc",
                  "entity",
                  "bulk",
                  "query",
                  "validation"));

  private static final Set<String> PACKAGES_WITHOUT_JDBC = Set.of("", "mapping", "sql");

  /** A use of one class by another, as jdeps prints it; nested classes count as their outer one. */
  private static final Pattern USE = Pattern.compile("(?m)^\\s+([\\w.]+)\\S*\\s+->\\s+([\\w.]+)");

  private static final Pattern WORD = Pattern.compile("\\w+");

  private static final Pattern SHOWN_PACKAGE = Pattern.compile("class=\"package\"[^>]*>([\\w.]+)");

  private record Use(String user, String used) {
    boolean isInside() {
      return used.startsWith(ROOT + ".") && !used.equals(user);
    }

    boolean isAcrossPackages() {
      return !packageOf(user).equals(packageOf(used));
    }

    boolean isOfTheCore() {
      return CORE.contains(inside(user));
    }
  }

  @Test
  void everyFileIsInTheReadingOrder() throws IOException {
    assertThat(sourceFiles()).containsExactlyInAnyOrderElementsOf(READING_ORDER);
  }

  @Test
  void filesUseOnlyFilesBeforeThem() {
    List<Use> uses = uses().stream().filter(Use::isInside).toList();

    assertThat(uses).hasSizeGreaterThan(100);
    assertThat(uses).filteredOn(use -> position(use.user) < position(use.used)).isEmpty();
  }

  @Test
  void theCoreUsesNoChapterAndNothingOfTheIndex() {
    List<Use> uses = uses().stream().filter(Use::isInside).filter(Use::isOfTheCore).toList();

    assertThat(uses).hasSizeGreaterThan(100);
    assertThat(uses).filteredOn(use -> !CORE.contains(inside(use.used))).isEmpty();
  }

  @Test
  void packagesUseOnlyPackagesBelowThem() {
    List<Use> uses = uses().stream().filter(Use::isInside).filter(Use::isAcrossPackages).toList();

    assertThat(uses).hasSizeGreaterThan(50);
    assertThat(uses)
        .filteredOn(use -> !PACKAGES.get(packageOf(use.user)).contains(packageOf(use.used)))
        .isEmpty();
  }

  @Test
  void mappingAndSqlKnowNoJdbc() {
    assertThat(uses())
        .filteredOn(use -> use.used.startsWith("java.sql.") || use.used.startsWith("javax.sql."))
        .hasSizeGreaterThan(50)
        .filteredOn(use -> PACKAGES_WITHOUT_JDBC.contains(packageOf(use.user)))
        .isEmpty();
  }

  @Test
  void eachPackageListsItsFilesInTheReadingOrder() throws IOException {
    for (String name : PACKAGES.keySet()) {
      String page = Files.readString(SOURCES.resolve(name).resolve("package-info.java"));
      String order = page.substring(page.lastIndexOf("<p>"), page.indexOf("*/"));
      List<String> files =
          READING_ORDER.stream().filter(file -> folderOf(file).equals(name)).toList();

      assertThat(WORD.matcher(order).results().map(word -> join(name, word.group())))
          .as(name)
          .filteredOn(files::contains)
          .containsExactlyElementsOf(files);
    }
  }

  @Test
  void theReadmeShowsThePackagesInTheReadingOrder() throws IOException {
    List<String> shown =
        SHOWN_PACKAGE
            .matcher(Files.readString(Path.of(".github/packages.svg")))
            .results()
            .map(match -> match.group(1).equals(ROOT) ? "" : match.group(1))
            .toList();

    assertThat(shown).containsAll(PACKAGES.keySet());
    assertThat(READING_ORDER.stream().map(ReadingOrderTest::folderOf)).containsSubsequence(shown);
  }

  private static int position(String className) {
    int position = READING_ORDER.indexOf(inside(className));
    assertThat(position).as(className).isNotNegative();
    return position;
  }

  private static String inside(String className) {
    return className.substring(ROOT.length() + 1);
  }

  private static String packageOf(String className) {
    return folderOf(inside(className));
  }

  private static String folderOf(String file) {
    return file.contains(".") ? file.substring(0, file.indexOf('.')) : "";
  }

  private static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "." + name;
  }

  private static List<String> sourceFiles() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".java") && !name.endsWith("package-info.java"))
          .map(name -> name.replace(".java", "").replace('/', '.'))
          .toList();
    }
  }

  private static List<Use> uses() {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    int exitCode =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(printer, printer, "-verbose:class", "-filter:none", "target/classes/io");
    assertThat(exitCode).as(out.toString()).isZero();
    return USE.matcher(out.toString()).results().map(r -> new Use(r.group(1), r.group(2))).toList();
  }
}
