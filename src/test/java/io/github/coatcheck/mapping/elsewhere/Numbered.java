package io.github.coatcheck.mapping.elsewhere;

import io.github.coatcheck.Column;

/** A base class with the key, which subclasses in other packages cannot see. */
public class Numbered {
  @Column(primaryKey = true, autoincrement = true)
  private Long id;

  protected Numbered() {}

  public final Long number() {
    return id;
  }
}
