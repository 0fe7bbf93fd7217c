/**
 * Internal: statements as text, written from a mapping and a dialect.
 *
 * <p>Must not know JDBC, many rows, or SQL of the user. Read {@code SqlColumn} and {@code SqlTable}
 * for the names, {@code Sql} and {@code Insert} for what a statement is, then {@code EntitySql}.
 */
package io.github.coatcheck.sql;
