package existing;

import epochs.EpochSeconds;
import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.time.Instant;

/** A customer; the column {@code Newsletter} is left out, since it has a default. */
@Table("Customer")
record Customer(
    @Column(name = "CustomerId", primaryKey = true, autoincrement = true) Long id,
    @Column(name = "FullName", nullable = false) String name,
    @Column(name = "CountryCode") String countryCode,
    @Column(name = "LastSeen", nullable = false, converter = EpochSeconds.class) Instant lastSeen) {

  Customer seen(Instant time) {
    return new Customer(id, name, countryCode, time);
  }
}
