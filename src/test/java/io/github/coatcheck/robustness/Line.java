package io.github.coatcheck.robustness;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.util.Arrays;
import java.util.List;

/** An object that gets everything that Coatcheck sets: a key, a default, a total, a version. */
@Table
final class Line {
  @Column(primaryKey = true, autoincrement = true)
  private Long id;

  @Column(unique = true)
  private String slot;

  @Column private int amount;

  @Column(defaultValue = "'new'")
  private String state;

  @Column(readOnly = true)
  private Integer total;

  @Column(version = true)
  private Integer version;

  Line() {}

  Line(Long id, String slot, int amount) {
    this.id = id;
    this.slot = slot;
    this.amount = amount;
  }

  /** An object as it was read from a row of version 1. */
  static Line read(long id, String slot, int amount, String state) {
    Line line = new Line(id, slot, amount);
    line.state = state;
    line.total = 2 * amount;
    line.version = 1;
    return line;
  }

  Line withAmount(int amount) {
    this.amount = amount;
    return this;
  }

  Long id() {
    return id;
  }

  /** What Coatcheck sets. */
  List<Object> assigned() {
    return Arrays.asList(id, state, total, version);
  }

  /** What the row must hold beside the key. */
  String content() {
    return "line %s %d %s %d %d".formatted(slot, amount, state, total, version);
  }
}
