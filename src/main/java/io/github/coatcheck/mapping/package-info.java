/**
 * Internal: what a class means as a table. Reflection happens here and nowhere else.
 *
 * <p>Knows the annotations; must know neither SQL nor JDBC. Read {@code ColumnMapping} and {@code
 * EntityMapping}, then {@code MappingReader}, which creates them from the annotations.
 */
package io.github.coatcheck.mapping;
