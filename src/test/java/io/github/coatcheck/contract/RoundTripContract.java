package io.github.coatcheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Stores values one by one, and expects them again. */
abstract class RoundTripContract extends DatabaseContract {
  /** Expects each value, and null, to come back from a row of its own, and to be found by. */
  @SafeVarargs
  final <V, R> void assertEachComesBack(
      Class<R> type, BiFunction<Integer, V, R> newRow, V... values) {
    create(type);
    List<R> rows = new ArrayList<>();
    rows.add(newRow.apply(1, null));
    database().useTransaction(session -> session.insert(rows.get(0)));

    for (V value : values) {
      R row = newRow.apply(rows.size() + 1, value);
      if (product().holds(value)) {
        database().useTransaction(session -> session.insert(row));
        rows.add(row);
      } else {
        assertThatThrownBy(() -> database().useTransaction(session -> session.insert(row)))
            .isExactlyInstanceOf(ValueException.class);
      }
    }

    database()
        .useTransaction(
            session -> {
              assertThat(session.list(type, "order by id")).isEqualTo(rows);
              for (int i = 0; i < rows.size(); i++) {
                assertThat(session.find(type, i + 1)).contains(rows.get(i));
              }
              for (V value : values) {
                assertThat(
                        !product().holds(value) || session.exists(type, "where content = ?", value))
                    .as("found by the parameter %s", value)
                    .isTrue();
              }
            });
  }
}
