/**
 * The words of the library: the annotations of an entity class, converters, and the errors.
 *
 * <p>They know nothing of the other packages. Read {@link io.github.coatcheck.Table} and {@link
 * io.github.coatcheck.Column} first.
 */
package io.github.coatcheck;
