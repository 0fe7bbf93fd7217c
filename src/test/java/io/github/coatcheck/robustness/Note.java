package io.github.coatcheck.robustness;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** What a process writes until it is killed. Its text tells which step of which plan wrote it. */
@Table("note")
final class Note {
  @Column(primaryKey = true, autoincrement = true)
  private Long id;

  @Column(unique = true, length = 10)
  private String slot;

  @Column(nullable = false)
  private String text;

  Note() {}

  Note(Long id, String slot, String text) {
    this.id = id;
    this.slot = slot;
    this.text = text;
  }

  Long id() {
    return id;
  }

  String slot() {
    return slot;
  }

  String text() {
    return text;
  }
}
