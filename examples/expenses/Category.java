package expenses;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.math.BigDecimal;

/**
 * What money is spent on.
 *
 * @param budget how much it may cost in a month, or null
 */
@Table("categories")
record Category(
    @Column(primaryKey = true, autoincrement = true) Long id,
    @Column(nullable = false, unique = true) String name,
    @Column(precision = 12, scale = 2) BigDecimal budget) {
  Category(String name, BigDecimal budget) {
    this(null, name, budget);
  }
}
