/**
 * A small ORM over plain JDBC that gets every generated key right.
 *
 * <p>It exports what programs call. The other packages are internal, and there to be read.
 */
module io.github.coatcheck {
  requires transitive java.sql;
  requires org.slf4j;

  exports io.github.coatcheck;
  exports io.github.coatcheck.dialect;
  exports io.github.coatcheck.session;
}
