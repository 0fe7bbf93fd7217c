package io.github.coatcheck.model;

import io.github.coatcheck.OnDelete;
import java.util.StringJoiner;

/** A column of a generated class. */
record ModelColumn(
    String name, ValueType type, boolean primitive, Role role, Rules rules, ModelTable parent) {
  /** What a column is for. */
  enum Role {
    GENERATED_KEY,
    KEY,
    VERSION,
    PLAIN
  }

  /** What a column demands of its values. */
  record Rules(boolean nullable, boolean unique, boolean hasDefault, OnDelete onDelete) {
    static final Rules NONE = new Rules(true, false, false, OnDelete.RESTRICT);
  }

  boolean isKey() {
    return isGenerated() || role == Role.KEY;
  }

  boolean isGenerated() {
    return role == Role.GENERATED_KEY;
  }

  boolean isVersion() {
    return role == Role.VERSION;
  }

  boolean hasDefault() {
    return rules.hasDefault();
  }

  boolean isRequired() {
    return !rules.nullable() || primitive || role != Role.PLAIN;
  }

  /** Whether a value means that there is none: null, or 0 in a primitive key or version. */
  boolean isUnset(Object value) {
    boolean zero = primitive && role != Role.PLAIN && ((Number) value).longValue() == 0;
    return value == null || zero;
  }

  /** The declaration of the component, or of the field without its modifiers. */
  String source() {
    StringJoiner options = new StringJoiner(", ", "@Column(", ") ").setEmptyValue("@Column ");
    addIf(options, role == Role.KEY, "primaryKey = true");
    addIf(options, isGenerated(), "autoincrement = true");
    addIf(options, isVersion(), "version = true");
    addIf(options, !rules.nullable(), "nullable = false");
    addIf(options, rules.unique(), "unique = true");
    addIf(options, type == ValueType.DECIMAL, "precision = 8, scale = 2");
    if (hasDefault()) {
      options.add("defaultValue = \"" + type.defaultLiteral().orElseThrow() + "\"");
    }
    if (parent != null) {
      options.add("references = " + parent.name() + ".class");
      options.add("onDelete = OnDelete." + rules.onDelete());
    }
    String typeName = primitive ? type.primitive().orElseThrow() : type.source();
    return options + typeName + " " + name;
  }

  private static void addIf(StringJoiner options, boolean condition, String option) {
    if (condition) {
      options.add(option);
    }
  }
}
