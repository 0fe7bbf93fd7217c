package io.github.coatcheck.mapping;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.MappingException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the whole message by which a class is refused. */
final class Refusals {
  private Refusals() {}

  /** Expects exactly these problems, in which {@code %s} stands for the name of the class. */
  static void assertRefused(Class<?> type, String... problems) {
    String expected =
        Stream.of(problems)
            .map(problem -> "%n- ".formatted() + problem.replace("%s", type.getName()))
            .collect(Collectors.joining("", "Cannot map " + type.getName() + " to a table:", ""));

    assertThatThrownBy(() -> Mappings.of(type))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessage(expected);
  }
}
