package io.github.coatcheck;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public API changes on purpose only: each change is one of the listing, too. */
class ApiTest {
  private static final Path CLASSES = Path.of("target/classes");

  /** The class before the name of a member, which is that of the lines above. */
  private static final String CLASS = "[\\w$.]+\\.(?=\\w+(?:\\(|$))";

  private static final String PACKAGE = "\\b(?:[a-z]\\w*\\.)+(?=[A-Z])";

  @Test
  void thePublicApiIsThatOfTheListing() throws IOException {
    Path listing = Path.of("src/test/resources/api.txt");
    Path found = Path.of("target/api.txt");
    List<String> api = new ArrayList<>();
    for (String exported : exportedPackages()) {
      api.add("package " + exported + "\n");
      types(exported).forEach(type -> api.add(describe(type)));
    }
    Files.writeString(found, String.join("\n", api));

    assertThat(found)
        .as("The API has changed. Read the difference, then copy %s to %s", found, listing)
        .hasSameTextualContentAs(listing);
  }

  private static List<String> exportedPackages() throws IOException {
    try (InputStream module = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      return ModuleDescriptor.read(module).exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .sorted()
          .toList();
    }
  }

  private static List<Class<?>> types(String exported) throws IOException {
    try (Stream<Path> files = Files.list(CLASSES.resolve(exported.replace('.', '/')))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
          .map(name -> exported + "." + name.replace(".class", ""))
          .sorted()
          .<Class<?>>map(ApiTest::load)
          .filter(ApiTest::isVisible)
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isVisible(Class<?> type) {
    return isVisible(type.getModifiers())
        && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String describe(Class<?> type) {
    return Stream.concat(Stream.of(head(type)), members(type).sorted().map(line -> "  " + line))
        .collect(joining("\n", "", "\n"));
  }

  private static String head(Class<?> type) {
    Stream<String> parents =
        Stream.concat(
            Stream.ofNullable(type.getGenericSuperclass())
                .filter(parent -> parent != Object.class)
                .map(parent -> " extends " + parent.getTypeName()),
            Stream.of(type.getGenericInterfaces())
                .map(parent -> " implements " + parent.getTypeName()));
    return shortened(parents.collect(joining("", type.toGenericString(), "")));
  }

  private static Stream<String> members(Class<?> type) {
    return Stream.of(
            type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
        .<Member>flatMap(Stream::of)
        .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
        .map(ApiTest::describe);
  }

  private static String describe(Member member) {
    String text =
        member instanceof Executable executable
            ? executable.toGenericString()
            : ((Field) member).toGenericString();
    return shortened(text.replaceAll(CLASS, "") + defaultValue(member));
  }

  private static String shortened(String text) {
    return text.replaceAll(PACKAGE, "").replace('$', '.');
  }

  private static String defaultValue(Member member) {
    return member instanceof Method method && method.getDefaultValue() != null
        ? " default " + text(method.getDefaultValue())
        : "";
  }

  private static String text(Object value) {
    if (value instanceof Object[] values) {
      return Stream.of(values).map(ApiTest::text).collect(joining(", ", "{", "}"));
    }
    return value instanceof String ? "\"" + value + "\"" : value.toString();
  }
}
