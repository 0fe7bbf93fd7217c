/** How databases differ: names, types, keys, transactions, failures. */
package io.github.coatcheck.dialect;
