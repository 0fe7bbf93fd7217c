package expenses;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.math.BigDecimal;
import java.time.LocalDate;

/** An expense as it is stored: with the key of its category. */
@Table("expenses")
record Expense(
    @Column(primaryKey = true, autoincrement = true) Long id,
    @Column(nullable = false) LocalDate date,
    @Column(nullable = false, references = Category.class) Long categoryId,
    @Column(nullable = false, precision = 12, scale = 2) BigDecimal amount,
    String note) {}
