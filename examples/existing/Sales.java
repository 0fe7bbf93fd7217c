package existing;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** A row of a view: without a key it can be read, and not be written. */
@Table("SalesByCountry")
record Sales(
    @Column(name = "Country") String country,
    @Column(name = "Invoices") int invoices,
    @Column(name = "Total") double total) {}
