/** Internal: statements and values go to the database, and what it answers comes back. */
package io.github.coatcheck.jdbc;
