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

/** The files can be read in one order, in which each uses only files before it. */
class ReadingOrderTest {
  private static final String ROOT = "io.github.coatcheck";

  private static final List<String> READING_ORDER =
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
          "OnDelete",
          "Column",
          "mapping.Name",
          "mapping.ValueTypes",
          "mapping.Members",
          "mapping.ColumnMapping",
          "mapping.EntityAccess",
          "mapping.ClassAccess",
          "mapping.RecordAccess",
          "mapping.EntityMapping",
          "mapping.ColumnRules",
          "mapping.MappingReader",
          "mapping.Mappings",
          "dialect.Encoding",
          "dialect.KeySource",
          "dialect.Failure",
          "dialect.Cells",
          "dialect.Times",
          "dialect.CommonEncodings",
          "dialect.StandardEncodings",
          "dialect.Encodings",
          "dialect.InformationSchema",
          "dialect.Dialect",
          "dialect.SqliteDialect",
          "dialect.StandardDialect",
          "dialect.H2Dialect",
          "dialect.PostgresDialect",
          "dialect.MariaDbDialect",
          "dialect.Dialects",
          "sql.SqlColumn",
          "sql.SqlStatement",
          "sql.InsertSql",
          "sql.EntitySql",
          "sql.UpsertSql",
          "sql.SqlGenerator",
          "sql.TableDefinitions",
          "sql.Parameters",
          "jdbc.StatementLog",
          "jdbc.Failures",
          "jdbc.AssignedValues",
          "jdbc.OpenStreams",
          "jdbc.Boundaries",
          "jdbc.Transaction",
          "jdbc.ColumnLabels",
          "jdbc.RowMapper",
          "jdbc.Rows",
          "jdbc.MadeValues",
          "jdbc.StatementExecutor",
          "jdbc.KeyCheck",
          "jdbc.TableCheck",
          "session.Options",
          "session.Findings",
          "session.Statements",
          "session.DistinctObjects",
          "session.Numbering",
          "session.Run",
          "session.Reads",
          "session.Inserts",
          "session.BulkInserts",
          "session.Writes",
          "session.Upserts",
          "session.Session",
          "session.Connections",
          "session.Attempts",
          "session.Database");

  /** What each layer may use beside itself. */
  private static final Map<String, Set<String>> LAYERS =
      Map.of(
          "", Set.of(),
          "mapping", Set.of(""),
          "dialect", Set.of(""),
          "sql", Set.of("", "mapping", "dialect"),
          "jdbc", Set.of("", "mapping", "dialect", "sql"),
          "session", Set.of("", "mapping", "dialect", "sql", "jdbc"));

  private static final Set<String> LAYERS_THAT_KNOW_JDBC = Set.of("jdbc", "session");

  /** A use of one class by another, as jdeps prints it; nested classes count as their outer one. */
  private static final Pattern USE = Pattern.compile("(?m)^\\s+([\\w.]+)\\S*\\s+->\\s+([\\w.]+)");

  private record Use(String user, String used) {
    boolean isInside() {
      return used.startsWith(ROOT + ".") && !used.equals(user);
    }

    boolean isAcrossLayers() {
      return !layer(user).equals(layer(used));
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
  void layersUseOnlyLayersBelowThem() {
    List<Use> uses = uses().stream().filter(Use::isInside).filter(Use::isAcrossLayers).toList();

    assertThat(uses).hasSizeGreaterThan(50);
    assertThat(uses)
        .filteredOn(use -> !LAYERS.get(layer(use.user)).contains(layer(use.used)))
        .isEmpty();
  }

  @Test
  void onlyTheUpperLayersKnowJdbc() {
    Set<String> knowing = Set.copyOf(layersThatKnowJdbc());

    assertThat(knowing).isEqualTo(LAYERS_THAT_KNOW_JDBC);
  }

  private static List<String> layersThatKnowJdbc() {
    return uses().stream()
        .filter(use -> use.used.startsWith("java.sql.") || use.used.startsWith("javax.sql."))
        .map(use -> layer(use.user))
        .toList();
  }

  private static int position(String className) {
    int position = READING_ORDER.indexOf(className.substring(ROOT.length() + 1));
    assertThat(position).as(className).isNotNegative();
    return position;
  }

  private static String layer(String className) {
    String inside = className.substring(ROOT.length() + 1);
    return inside.contains(".") ? inside.substring(0, inside.indexOf('.')) : "";
  }

  private static List<String> sourceFiles() throws IOException {
    Path folder = Path.of("src/main/java", ROOT.split("\\."));
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
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
