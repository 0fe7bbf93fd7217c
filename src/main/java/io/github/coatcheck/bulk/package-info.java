/** Internal: many objects by few statements, each key tied to its row with certainty. */
package io.github.coatcheck.bulk;
