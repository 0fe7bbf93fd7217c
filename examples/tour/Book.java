package tour;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.math.BigDecimal;

/** A book; an author has no two of the same title. A change is a copy. */
@Table(unique = "author, title")
record Book(
    @Column(autoincrement = true) Long id,
    @Column(nullable = false) String author,
    @Column(nullable = false) String title,
    @Column(precision = 8, scale = 2) BigDecimal price) {
  Book(String author, String title, String price) {
    this(null, author, title, new BigDecimal(price));
  }

  Book withPrice(String newPrice) {
    return new Book(id, author, title, new BigDecimal(newPrice));
  }

  @Override
  public String toString() {
    return id + " " + title + " " + price;
  }
}
