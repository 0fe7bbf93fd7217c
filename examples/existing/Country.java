package existing;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** A country, whose key is its code: nobody makes it, so it is always given. */
@Table("Country")
record Country(
    @Column(name = "Code", primaryKey = true) String code,
    @Column(name = "Name", nullable = false) String name) {}
