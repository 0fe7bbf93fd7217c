/**
 * Internal: compares classes with the tables that exist in a database.
 *
 * <p>Only reads, by means of package {@code query}. Must not know sessions or bulk statements.
 *
 * <p>Read its one class, TableCheck.
 */
package io.github.coatcheck.validation;
