package io.github.coatcheck.mapping;

import static io.github.coatcheck.mapping.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Converter;
import io.github.coatcheck.Table;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VersionRulesTest {
  @Table
  record Versioned(
      @Column(primaryKey = true) String name, @Column(version = true) Integer version) {}

  @Test
  void aVersionIsNeverNull() {
    ColumnMapping version = Mappings.of(Versioned.class).columns().get(1);

    assertThat(version.isVersion()).isTrue();
    assertThat(version.isNullable()).isFalse();
    assertThat(Mappings.of(Versioned.class).columns().get(0).isVersion()).isFalse();
  }

  @Table
  record VersionAsKey(@Column(primaryKey = true, version = true) Long id) {}

  @Test
  void refusesAKeyThatIsAVersion() {
    assertRefused(
        VersionAsKey.class,
        "%s#id is both a key and a version. Remove one of the two: a version changes with every update, and a key never.");
  }

  @Table
  record InstantVersion(
      @Column(primaryKey = true) Long id, @Column(version = true) Instant changed) {}

  @Test
  void refusesAVersionThatIsNoInteger() {
    assertRefused(
        InstantVersion.class, "%s#changed is a version, but no integer. Declare it long.");
  }

  @Table
  record TwoVersions(
      @Column(primaryKey = true) Long id,
      @Column(version = true) long first,
      @Column(version = true) long second) {}

  @Test
  void refusesTwoVersions() {
    assertRefused(
        TwoVersions.class,
        "%s has more than one column with version, [%s#first, %s#second]. Leave it on one.");
  }

  static final class Negated implements Converter<Long, Long> {
    @Override
    public Class<Long> databaseType() {
      return Long.class;
    }

    @Override
    public Long toDatabase(Long value) {
      return -value;
    }

    @Override
    public Long toJava(Long value) {
      return -value;
    }
  }

  @Table
  record DefaultVersion(
      @Column(primaryKey = true) Long id,
      @Column(version = true, defaultValue = "1") Long version) {}

  @Table
  record ReferringVersion(
      @Column(primaryKey = true) Long id,
      @Column(version = true, references = Versioned.class) Long version) {}

  @Table
  record ConvertedVersion(
      @Column(primaryKey = true) Long id,
      @Column(version = true, converter = Negated.class) Long version) {}

  @Table
  record UniqueVersion(
      @Column(primaryKey = true) Long id, @Column(version = true, unique = true) Long version) {}

  @Test
  void refusesAVersionThatHasADefaultAReferenceOrAConverterOrIsUnique() {
    String refusal =
        "%s#version is a version with a default value, a reference, a converter or unique. Remove what stands beside version: it is counted from 1 on, and stored as it is.";

    assertRefused(DefaultVersion.class, refusal);
    assertRefused(ReferringVersion.class, refusal);
    assertRefused(ConvertedVersion.class, refusal);
    assertRefused(UniqueVersion.class, refusal);
  }

  @Table
  static final class Misused {
    @Column(primaryKey = true, autoincrement = true, version = true)
    private String id;
  }

  @Test
  void allProblemsAreInOneMessage() {
    assertRefused(
        Misused.class,
        "%s#id has autoincrement, but is no integer. Declare it Long, convert it to one, or remove autoincrement and set the key in the program.",
        "%s#id is both a key and a version. Remove one of the two: a version changes with every update, and a key never.",
        "%s#id is a version, but no integer. Declare it long.");
  }

  @Table(unique = "name, version")
  record VersionInAConstraint(
      @Column(primaryKey = true) Long id, String name, @Column(version = true) int version) {}

  @Test
  void refusesAVersionAmongUniqueColumns() {
    assertRefused(
        VersionInAConstraint.class,
        "%s has @Table(unique = \"name, version\"), of which one is a version. Leave that out: each update increments it.");
  }
}
