/**
 * What a program calls: {@link io.github.coatcheck.session.Database} and {@link
 * io.github.coatcheck.session.Session}.
 *
 * <p>An index of all other packages: a session delegates each call in one line.
 */
package io.github.coatcheck.session;
