package io.github.coatcheck.model;

import static java.util.stream.Collectors.joining;

import io.github.coatcheck.Column;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles generated classes in memory, all in one go. */
final class TableCompiler {
  private static final String PACKAGE = "io.github.coatcheck.model.generated";

  private static final String HEADER =
      """
      package %s;
      import io.github.coatcheck.*;
      import io.github.coatcheck.model.*;
      import java.math.*;
      import java.time.*;
      import java.util.UUID;
      """
          .formatted(PACKAGE);

  private TableCompiler() {}

  /** Compiles the classes of some tables, and returns them by the names of the tables. */
  static Map<String, EntityClass> compile(List<ModelTable> tables) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    Output output = new Output(compiler.getStandardFileManager(null, null, null));
    List<String> options =
        List.of("-proc:none", "-cp", location(Column.class) + separator() + location(Code.class));
    String text = HEADER + tables.stream().map(ModelTable::source).collect(joining("\n"));
    if (!compiler.getTask(errors, output, null, options, null, List.of(new Source(text))).call()) {
      throw new AssertionError(errors + text);
    }
    Loader loader = new Loader(output.files);
    Map<String, EntityClass> compiled = new HashMap<>();
    for (ModelTable table : tables) {
      compiled.put(table.name(), loader.load(table));
    }
    return compiled;
  }

  private static String separator() {
    return System.getProperty("path.separator");
  }

  private static String location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Tables.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Binary extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Binary(String name) {
      super(URI.create("bytes:///" + name), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, Binary> files = new HashMap<>();

    Output(JavaFileManager others) {
      super(others);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return files.computeIfAbsent(name, Binary::new);
    }
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, Binary> files;

    Loader(Map<String, Binary> files) {
      super(TableCompiler.class.getClassLoader());
      this.files = files;
    }

    EntityClass load(ModelTable table) {
      try {
        return new EntityClass(table, loadClass(PACKAGE + "." + table.name()));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Binary file = files.get(name);
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = file.bytes.toByteArray();
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
