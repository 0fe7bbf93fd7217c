package io.github.coatcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What holds of all sources: a method is seen at once, and no text depends on the locale. */
class SourceShapeTest {
  /** Writes numbers, or takes upper or lower case, as the default locale of the program has it. */
  private static final Pattern BY_LOCALE =
      Pattern.compile(
          "(?<!%)%(\\d+\\$)?[-+0,(.\\d]*[adefgtA-Z]|to(Upper|Lower)Case\\(\\)|\\wFormat\\b");

  private record Method(String name, long lines) {}

  @Test
  void aMethodFitsOnOneScreen() throws IOException {
    assertThat(methods()).filteredOn(method -> method.lines > 40).isEmpty();
  }

  @Test
  void noTextDependsOnTheLocale() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sourceFiles()) {
      Files.readString(file)
          .lines()
          .filter(line -> !line.contains("Locale.ROOT") && BY_LOCALE.matcher(line).find())
          .map(line -> file.getFileName() + ": " + line.strip())
          .forEach(found::add);
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> sourceFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<Method> methods() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  null,
                  null,
                  manager.getJavaFileObjectsFromPaths(sourceFiles()));
      List<Method> methods = new ArrayList<>();
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new MethodCollector(unit, positions, methods), null);
      }
      return methods;
    }
  }

  private static final class MethodCollector extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Method> methods;

    MethodCollector(CompilationUnitTree unit, SourcePositions positions, List<Method> methods) {
      this.unit = unit;
      this.positions = positions;
      this.methods = methods;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (method.getBody() != null) {
        LineMap lines = unit.getLineMap();
        long start = lines.getLineNumber(positions.getStartPosition(unit, method));
        long end = lines.getLineNumber(positions.getEndPosition(unit, method));
        String file = unit.getSourceFile().getName();
        methods.add(new Method(file + "#" + method.getName(), end - start + 1));
      }
      return super.visitMethod(method, null);
    }
  }
}
