/**
 * Internal: SQL that the user writes, its parameters and its results.
 *
 * <p>Builds on the core. Read {@code UserSql}, then {@code UserQueries}.
 */
package io.github.coatcheck.query;
