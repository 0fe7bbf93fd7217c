package io.github.coatcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The core compiles without the chapters and the index, and is a small ORM by itself. */
class CoreTest {
  /** Creates a table, inserts a row and finds it again, by nothing but the core. */
  private static final String PROGRAM =
      """
      import io.github.coatcheck.*;
      import io.github.coatcheck.dialect.*;
      import io.github.coatcheck.entity.*;
      import io.github.coatcheck.jdbc.*;
      import io.github.coatcheck.sql.*;
      import java.sql.*;
      import java.util.*;

      public class Program {
        @Table("users")
        static class User {
          @Column(primaryKey = true, autoincrement = true)
          Long id;

          @Column String name;
        }

        public static String run() throws SQLException {
          Dialect dialect = new SqliteDialect();
          Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
          Transaction transaction =
              new Transaction(
                  connection, dialect, new Failures(new SqlGenerator(dialect)), new HashSet<>(), false);
          try (SessionScope scope =
              new SessionScope(new SqlGenerator(dialect), new KeyCheck(dialect), transaction)) {
            new TableCreator(scope).create(List.of(User.class));
            User user = new User();
            user.name = "John Doe";
            new EntityInserter(scope).insert(user);
            User found = new EntityReader(scope).find(User.class, user.id).orElseThrow();
            transaction.commit();
            return found.id + " " + found.name;
          }
        }
      }
      """;

  @Test
  void theCoreAloneCreatesATableInsertsARowAndFindsIt(@TempDir Path folder) throws Exception {
    List<Path> sources = new ArrayList<>();
    for (String file : ReadingOrderTest.CORE) {
      sources.add(Path.of("src/main/java/io/github/coatcheck", file.replace('.', '/') + ".java"));
    }
    sources.add(Files.writeString(folder.resolve("Program.java"), PROGRAM));

    assertThat(compile(sources, folder)).isEmpty();

    assertThat(run(folder)).isEqualTo("1 John Doe");
    assertThat(folder.resolve("io/github/coatcheck/session")).doesNotExist();
  }

  /** Compiles files that see nothing but each other and the logging interface. */
  private static String compile(List<Path> sources, Path output) throws IOException {
    String logging =
        Path.of(
                org.slf4j.Logger.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath())
            .toString();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      List<String> options =
          List.of("-proc:none", "-cp", logging, "-sourcepath", "", "-d", output.toString());
      compiler
          .getTask(errors, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    return errors.toString();
  }

  /** Runs the program with the classes of the folder, which are not those of this build. */
  private static Object run(Path folder) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, new DriversOnly())) {
      Method run = loader.loadClass("Program").getMethod("run");
      return run.invoke(null);
    }
  }

  /** Hides the classes of this build, so that the core cannot find a chapter in them. */
  private static final class DriversOnly extends ClassLoader {
    DriversOnly() {
      super(CoreTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.github.coatcheck.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
