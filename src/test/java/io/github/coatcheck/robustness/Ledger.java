package io.github.coatcheck.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What must be stored by what the processes told, one line after the other. */
final class Ledger {
  /** A row without its key. */
  record Row(String slot, String text) {}

  private final Map<Long, Row> rows = new TreeMap<>();
  private final Set<Long> generated = new HashSet<>();

  /** The plan of the transaction that was not told to be committed; null if there is none. */
  private Plan pending;

  private int committed;
  private int pendingStored;
  private int pendingLost;

  /** Reads a line; one without its end was never said. */
  void read(String line) {
    if (!line.endsWith(" .")) {
      return;
    }
    List<String> words = List.of(line.substring(0, line.length() - 2).split(" "));
    if (words.get(0).equals("plan")) {
      pending = new Plan(words.get(1), words.subList(2, words.size()));
    } else if (words.get(0).equals("done")) {
      apply(words.subList(1, words.size()).stream().map(Long::valueOf).toList());
      committed++;
    }
  }

  /** Compares all rows with what was told; only the last plan may be stored or not, as a whole. */
  void check(String when, Map<Long, Row> stored) {
    if (pending != null && stored.equals(rows)) {
      pendingLost++;
    } else if (pending != null) {
      apply(keysOfPending(stored));
      pendingStored++;
    }
    pending = null;
    assertThat(stored).as(when).isEqualTo(rows);
  }

  /** The keys of the rows that have the texts of the pending plan; -1 where there is none. */
  private List<Long> keysOfPending(Map<Long, Row> stored) {
    return steps()
        .map(
            note ->
                note.id() != null
                    ? note.id()
                    : stored.entrySet().stream()
                        .filter(row -> row.getValue().text().equals(note.text()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(-1L))
        .toList();
  }

  private Stream<Note> steps() {
    return Stream.iterate(0, i -> i < pending.steps().size(), i -> i + 1).map(pending::note);
  }

  private void apply(List<Long> keys) {
    assertThat(keys).hasSize(pending.steps().size());
    for (int i = 0; i < keys.size(); i++) {
      Note note = pending.note(i);
      long key = keys.get(i);
      if (pending.kind(i) == Plan.DELETE) {
        rows.remove(key);
      } else {
        Row before = rows.put(key, new Row(note.slot(), note.text()));
        // A key that is generated is new; one that is not generated has its row already.
        assertThat(before == null).as("key %d is new", key).isEqualTo(generated.add(key));
      }
    }
    pending = null;
  }

  @Override
  public String toString() {
    return "%d transactions committed, %d rows there; of the transactions that were under way, %d are there as a whole and %d not at all"
        .formatted(committed, rows.size(), pendingStored, pendingLost);
  }
}
