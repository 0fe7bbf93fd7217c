/** Internal: SQL that the user writes, its parameters and its results. */
package io.github.coatcheck.query;
