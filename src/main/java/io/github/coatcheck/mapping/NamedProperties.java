package io.github.coatcheck.mapping;

import java.util.LinkedHashMap;
import java.util.Map;

/** The properties of all classes whose objects hand in values by name; each class is read once. */
public final class NamedProperties extends ClassValue<Map<String, ColumnMapping>> {
  private static final NamedProperties INSTANCE = new NamedProperties();

  private NamedProperties() {}

  @Override
  protected Map<String, ColumnMapping> computeValue(Class<?> type) {
    Map<String, ColumnMapping> properties = new LinkedHashMap<>();
    // A field hides that of the same name in a superclass, which comes before it.
    for (ColumnMapping property : new MappingReader<>(type).properties()) {
      properties.put(property.propertyName(), property);
    }
    return properties;
  }

  /**
   * The properties by their names; none for a class that is neither a record nor an entity class.
   */
  public static Map<String, ColumnMapping> of(Class<?> type) {
    return INSTANCE.get(type);
  }
}
