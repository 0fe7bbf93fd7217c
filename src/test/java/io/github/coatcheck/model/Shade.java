package io.github.coatcheck.model;

/** An enum, stored by its name. */
public enum Shade {
  LIGHT,
  MIDDLE,
  DARK
}
