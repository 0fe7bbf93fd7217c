package existing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShopTest {
  @Test
  void tradesInADatabaseThatWasThereBefore() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Shop.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            The tables do not fit the classes:
            - Cannot store null of existing.FirstGuess#customerId: column "CustomerId" is NOT NULL. Say nullable = false, or let the column be NULL.
            - Cannot find column "Date" of existing.FirstGuess#date: the table "Invoice" has [InvoiceId, CustomerId, InvoiceDate, Total]. Name the right one with @Column(name = ...), or add it to the table.
            - Cannot store a value of existing.FirstGuess#total: SQLite keeps 15 digits of a decimal. Give it up to that many by @Column(precision = ..., scale = ...); or store a long, such as cents; or convert it to a String, which does not compare as a number.
            - Cannot insert into "Invoice": its column "InvoiceDate" is NOT NULL without a default, and existing.FirstGuess does not map it. Map it, or give it a default.
            The tables fit the classes.
            Sale[date=2009-01-01T00:00, customer=Luís Gonçalves, country=Brazil, total=3.98]
            Sale[date=2009-01-02T09:30:00.500, customer=Bjørn Hansen, country=Norway, total=3.96]
            Sale[date=2010-01-01T00:00, customer=Bjørn Hansen, country=Norway, total=5.94]
            Customer[id=5, name=Helena Holý, countryCode=CZ, lastSeen=2026-01-02T03:04:05Z]
            Invoice[id=4, customerId=5, date=2026-01-02T03:04:05, total=8.91]
            [Customer[id=1, name=Luís Gonçalves, countryCode=BR, lastSeen=2026-01-02T03:04:05Z], Customer[id=5, name=Helena Holý, countryCode=CZ, lastSeen=2026-01-02T03:04:05Z]]
            Sales[country=Norway, invoices=2, total=9.9]
            Sales[country=Czech Republic, invoices=1, total=8.91]
            Sales[country=Brazil, invoices=1, total=3.98]
            """);
  }
}
