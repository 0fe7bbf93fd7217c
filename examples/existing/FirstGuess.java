package existing;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.math.BigDecimal;

/** How one might map an invoice without a look at its table. */
@Table("Invoice")
record FirstGuess(
    @Column(name = "InvoiceId", primaryKey = true, autoincrement = true) Long id,
    @Column(name = "CustomerId") Long customerId,
    @Column(name = "Date", nullable = false) String date,
    @Column(name = "Total", nullable = false) BigDecimal total) {}
