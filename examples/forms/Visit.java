package forms;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.time.Instant;
import java.time.LocalDateTime;

/** A visit, whose time in UTC is its key. */
@Table("visits")
record Visit(@Column(primaryKey = true) Instant at, LocalDateTime local) {}
