package tour;

import java.math.BigDecimal;

/** What a query adds up: each column of its result has the name of a component. */
record AuthorTotal(String author, long books, BigDecimal total) {}
