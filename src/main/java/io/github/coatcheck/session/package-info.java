/**
 * The API that programs call: {@link io.github.coatcheck.session.Database} opens a database, and
 * {@link io.github.coatcheck.session.Session} stores and reads objects in one transaction.
 *
 * <p>The classes here check each call and pass it on to the internal packages. They contain no SQL,
 * and no internal package knows them.
 *
 * <p>To read the source, take Arguments, Options, Findings, Statements, Session, Connections,
 * Attempts, Database.
 */
package io.github.coatcheck.session;
