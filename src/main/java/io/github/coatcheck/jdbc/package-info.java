/**
 * Internal: runs statements over JDBC, reads rows and generated values, controls the transaction.
 *
 * <p>Takes the statements from package {@code sql}. Must not know sessions, the operations on
 * objects, or any chapter.
 *
 * <p>Read StatementLog, MissingNames, Failures, UndoLog, TransactionControl, Transaction,
 * ResultColumn, RowMapper, GeneratedValues, StatementExecutor, SchemaCache, RowMappers, KeyCheck.
 */
package io.github.coatcheck.jdbc;
