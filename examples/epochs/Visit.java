package epochs;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.time.Instant;

/** A page that was read: a row of a table that another program made. */
@Table("visits")
record Visit(
    @Column(primaryKey = true, autoincrement = true) Long id,
    String url,
    @Column(converter = EpochSeconds.class) Instant begun,
    @Column(converter = EpochMillis.class) Instant ended) {}
