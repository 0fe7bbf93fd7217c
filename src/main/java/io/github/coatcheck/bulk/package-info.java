/**
 * Internal: inserts, updates, deletes and upserts many objects with few statements.
 *
 * <p>Knows how to find the generated key of each of many rows. Must not know sessions or the user's
 * SQL. The core does not use this package.
 *
 * <p>Read Positions, AllOrNone, StatementGroup, MultiRowInsert, ReturnedRows, BulkInserter,
 * BulkWriter, UpsertSql, Upserter.
 */
package io.github.coatcheck.bulk;
