/**
 * What a database does differently: names, types and values, keys, transactions, failures.
 *
 * <p>Knows nothing of entity classes, and of JDBC only how to read a cell. Read {@link
 * io.github.coatcheck.dialect.Dialect} and {@link io.github.coatcheck.dialect.SqliteDialect}; the
 * dialects of the other databases are a chapter of their own.
 */
package io.github.coatcheck.dialect;
