/** Internal: compares classes with real tables. Builds on the core and on queries. */
package io.github.coatcheck.validation;
