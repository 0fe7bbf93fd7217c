package existing;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.time.LocalDateTime;

/** An invoice; its date is a text, written in several ways over the years. */
@Table("Invoice")
record Invoice(
    @Column(name = "InvoiceId", primaryKey = true, autoincrement = true) Long id,
    @Column(name = "CustomerId") long customerId,
    @Column(name = "InvoiceDate", nullable = false) LocalDateTime date,
    @Column(name = "Total") double total) {}
