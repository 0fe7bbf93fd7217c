/** Internal: what a session does with one object, on top of statements that the database runs. */
package io.github.coatcheck.entity;
