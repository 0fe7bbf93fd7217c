package joins;

import java.util.List;

/** What albums are looked for: the parameters of a query, by their names. */
record Search(List<String> artists, String title) {}
