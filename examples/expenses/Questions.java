package expenses;

import io.github.coatcheck.session.Session;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** What one wants to know of the expenses, asked in SQL; each row of an answer becomes a record. */
record Questions(Session session) {
  /**
   * The expenses of a category.
   *
   * @param spent their sum, which is exact: a REAL of SQLite keeps 15 digits, which is enough for
   *     ten thousand billions and their cents
   * @param budget how much it may be, or null
   */
  record CategoryTotal(String category, long expenses, BigDecimal spent, BigDecimal budget) {
    boolean overBudget() {
      return budget != null && spent.compareTo(budget) > 0;
    }
  }

  /** One row at a time, however many there are. The caller closes the stream. */
  Stream<Entry> entries(Days days) {
    return session.queryStream(
        Entry.class,
        """
        select date, categories.name as category, amount, note
        from expenses join categories on categories.id = category_id
        where date between :first and :last
        order by date, expenses.id
        """,
        days);
  }

  /** Those with the highest sums first; a category without expenses is there if it has a budget. */
  List<CategoryTotal> totals(Days days) {
    return session.query(
        CategoryTotal.class,
        """
        select name as category, count(amount) as expenses, total(amount) as spent, budget
        from categories
          left join expenses on category_id = categories.id and date between :first and :last
        group by categories.id
        having count(amount) > 0 or budget is not null
        order by spent desc, name
        """,
        days);
  }
}
