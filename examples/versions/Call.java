package versions;

import io.github.coatcheck.Column;
import io.github.coatcheck.OnDelete;
import io.github.coatcheck.Table;
import java.time.LocalDate;

/** A call, which is deleted with its contact. */
@Table("calls")
record Call(
    @Column(primaryKey = true, autoincrement = true) Long id,
    @Column(nullable = false, references = Contact.class, onDelete = OnDelete.CASCADE)
        Long contactId,
    @Column(nullable = false) LocalDate day) {}
