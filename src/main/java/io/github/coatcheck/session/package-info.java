/** What a program calls: a database, and its sessions. */
package io.github.coatcheck.session;
