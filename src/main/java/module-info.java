/**
 * A small object-relational mapper (ORM) over plain JDBC: hand in an object, get back its generated
 * key.
 *
 * <p>The exported packages are the public API. The other packages are internal, and are written to
 * be read.
 */
module io.github.coatcheck {
  requires transitive java.sql;
  requires org.slf4j;

  exports io.github.coatcheck;
  exports io.github.coatcheck.dialect;
  exports io.github.coatcheck.session;
}
