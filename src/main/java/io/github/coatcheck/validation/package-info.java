/** Internal: compares classes with real tables. */
package io.github.coatcheck.validation;
