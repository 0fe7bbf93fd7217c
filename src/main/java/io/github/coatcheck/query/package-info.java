/**
 * Internal: runs SQL that the user writes, binds its parameters and maps its results.
 *
 * <p>Must not know sessions or bulk statements. The core does not use this package.
 *
 * <p>Read SqlScanner, Parameter, UserSql, Script, SingleValue, ColumnLabels, RowStream,
 * UserQueries.
 */
package io.github.coatcheck.query;
