/**
 * Internal: what a class means as a table. Reflection happens here and nowhere else.
 *
 * <p>Knows the annotations; must know neither SQL nor JDBC.
 *
 * <p>Read Name, ValueTypes, SourceException, Members, Converters, ColumnMapping, ObjectCreator,
 * EntityMapping, ColumnRules, MappingReader, Mappings; and, when a chapter needs it,
 * NamedProperties.
 */
package io.github.coatcheck.mapping;
