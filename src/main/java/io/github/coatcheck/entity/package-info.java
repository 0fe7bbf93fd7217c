/**
 * Internal: inserts, finds, updates and deletes one object.
 *
 * <p>Must not know many rows, or SQL of the user. Read {@code EntityInserter} first.
 */
package io.github.coatcheck.entity;
