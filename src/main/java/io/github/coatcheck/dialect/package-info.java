/**
 * What a database does differently: names, types and values, keys, transactions, failures.
 *
 * <p>Knows nothing of entity classes, and of JDBC only how to read a cell. A dialect of your own
 * implements {@link io.github.coatcheck.dialect.Dialect}.
 *
 * <p>To read the source, take Encoding, KeySource, Failure, SqlSyntax, SessionRules, Cells,
 * Encodings, Times, CommonEncodings, StandardEncodings, InformationSchema, ColumnType,
 * DriverMessages, Dialect, SqliteDialect; as a chapter, StandardDialect, H2Dialect,
 * PostgresDialect, MariaDbDialect; at last Dialects.
 */
package io.github.coatcheck.dialect;
