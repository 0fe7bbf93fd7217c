package io.github.coatcheck.robustness;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** A record whose key the program assigns. */
@Table
record Tag(
    @Column(primaryKey = true, length = 20) String code,
    @Column(defaultValue = "'none'", length = 20) String note) {}
