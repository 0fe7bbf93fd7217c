/** Internal: the text of the statements. Knows no JDBC. */
package io.github.coatcheck.sql;
