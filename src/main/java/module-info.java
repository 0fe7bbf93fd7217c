/**
 * Hand in an object, get back its number: a small ORM over plain JDBC.
 *
 * <p>Exported is what users call; the packages in between are there to be read.
 */
module io.github.coatcheck {
  requires transitive java.sql;
  requires org.slf4j;

  exports io.github.coatcheck;
  exports io.github.coatcheck.dialect;
  exports io.github.coatcheck.session;
}
