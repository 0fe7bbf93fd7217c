package existing;

import java.time.LocalDateTime;

/** A row of a join, which has no table of its own. */
record Sale(LocalDateTime date, String customer, String country, double total) {}
