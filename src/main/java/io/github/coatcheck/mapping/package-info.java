/** Internal: what a class means as a table. Knows neither SQL nor JDBC. */
package io.github.coatcheck.mapping;
