/**
 * Internal: runs statements and reads their results; transactions, and what a rollback undoes.
 *
 * <p>Must not know what an insert or an update of an object is. Read {@code GeneratedValues} and
 * {@code StatementExecutor}, then {@code Transaction}.
 */
package io.github.coatcheck.jdbc;
