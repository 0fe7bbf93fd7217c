/**
 * Internal: statements as text, written from a mapping and a dialect.
 *
 * <p>Must not know JDBC, many rows, or SQL of the user.
 *
 * <p>Read SqlColumn, SqlTable, Retrieval, Sql, Insert, EntitySql, SqlGenerator, TableDefinitions.
 */
package io.github.coatcheck.sql;
