/**
 * Internal: many objects by few statements, each of them with the key of its own row.
 *
 * <p>Builds on the core. Read {@code StatementGroup}, then {@code BulkInserter} and {@code
 * Upserter}.
 */
package io.github.coatcheck.bulk;
