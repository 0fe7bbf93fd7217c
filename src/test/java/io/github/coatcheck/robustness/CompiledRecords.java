package io.github.coatcheck.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
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

/** Compiles records, since only a compiler can put a text that was made up into an annotation. */
final class CompiledRecords {
  private CompiledRecords() {}

  /** Compiles the bodies of records, each behind {@code @Table} and its name. */
  static List<Class<?>> compile(Path folder, List<String> bodies) throws Exception {
    StringBuilder source = new StringBuilder("import io.github.coatcheck.*;\n\nclass Compiled {\n");
    for (int i = 0; i < bodies.size(); i++) {
      source.append(bodies.get(i).formatted("Row" + i)).append("\n\n");
    }
    Path file = Files.writeString(folder.resolve("Compiled.java"), source.append("}\n"));
    StringWriter errors = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString());
      compiler.getTask(errors, files, null, options, null, files.getJavaFileObjects(file)).call();
    }
    assertThat(errors.toString()).isEmpty();
    return load(folder, bodies.size());
  }

  private static List<Class<?>> load(Path folder, int size) throws Exception {
    URL[] urls = {folder.toUri().toURL()};
    List<Class<?>> classes = new ArrayList<>();
    try (URLClassLoader loader = new URLClassLoader(urls, CompiledRecords.class.getClassLoader())) {
      loader.loadClass("Compiled");
      for (int i = 0; i < size; i++) {
        classes.add(loader.loadClass("Compiled$Row" + i));
      }
    }
    return classes;
  }

  /** A text as a literal of Java, whatever its characters. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      literal.append((character < 128 ? "\\%03o" : "\\u%04x").formatted((int) character));
    }
    return literal.append('"').toString();
  }
}
