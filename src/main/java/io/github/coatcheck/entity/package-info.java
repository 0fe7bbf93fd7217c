/**
 * Internal: creates tables, and inserts, reads, updates and deletes one object at a time.
 *
 * <p>Builds on packages {@code sql} and {@code jdbc}. Must not know sessions, bulk statements, or
 * the user's SQL.
 *
 * <p>Read SessionScope, TableCreator, CurrentRows, EntityInserter, EntityReader, EntityWriter,
 * DistinctObjects, PendingInserts.
 */
package io.github.coatcheck.entity;
