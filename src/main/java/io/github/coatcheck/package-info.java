/** The words: the annotations of an entity class, and the errors. */
package io.github.coatcheck;
