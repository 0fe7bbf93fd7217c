package io.github.coatcheck.mapping;

import io.github.coatcheck.MappingException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

/** Finds the method handles by which objects of a class are read and made. */
final class AccessFactory {
  private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
  private static final MethodType SETTER =
      MethodType.methodType(void.class, Object.class, Object.class);
  private static final MethodType EMPTY = MethodType.methodType(Object.class);
  private static final MethodType CREATOR = MethodType.methodType(Object.class, Object[].class);

  private AccessFactory() {}

  static <T> EntityAccess<T> ofClass(Class<T> type, List<Field> fields) {
    try {
      MethodHandle[] getters = new MethodHandle[fields.size()];
      MethodHandle[] setters = new MethodHandle[fields.size()];
      for (int i = 0; i < getters.length; i++) {
        // Each in the class that declares it: a lookup in a subclass may not see a private field.
        Lookup lookup = lookup(fields.get(i).getDeclaringClass());
        getters[i] = lookup.unreflectGetter(fields.get(i)).asType(GETTER);
        setters[i] = lookup.unreflectSetter(fields.get(i)).asType(SETTER);
      }
      Constructor<T> constructor = type.getDeclaredConstructor();
      MethodHandle empty = lookup(type).unreflectConstructor(constructor).asType(EMPTY);
      return new ClassAccess<>(type, getters, empty, setters);
    } catch (ReflectiveOperationException e) {
      throw closed(type, e);
    }
  }

  static <T> EntityAccess<T> ofRecord(Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      Lookup lookup = lookup(type);
      MethodHandle[] getters = new MethodHandle[components.length];
      for (int i = 0; i < getters.length; i++) {
        getters[i] = lookup.unreflect(components[i].getAccessor()).asType(GETTER);
      }
      Class<?>[] parameters =
          Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      MethodHandle constructor =
          lookup
              .unreflectConstructor(type.getDeclaredConstructor(parameters))
              .asSpreader(Object[].class, parameters.length)
              .asType(CREATOR);
      return new RecordAccess<>(type, getters, constructor);
    } catch (ReflectiveOperationException e) {
      throw closed(type, e);
    }
  }

  /** Makes an object of a class with a constructor without parameters, of any visibility. */
  static <T> T newInstance(Class<T> type) {
    try {
      MethodType none = MethodType.methodType(void.class);
      return type.cast(lookup(type).findConstructor(type, none).invoke());
    } catch (NoSuchMethodException | InstantiationException e) {
      throw new MappingException(
          "Cannot make a %s: it is abstract, or has no constructor without parameters. Name a class that has one."
              .formatted(type.getName()),
          e);
    } catch (IllegalAccessException e) {
      throw closed(type, e);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new MappingException(
          "Cannot make a %s: its constructor threw %s. Let it succeed."
              .formatted(type.getName(), e),
          e);
    }
  }

  private static Lookup lookup(Class<?> type) throws IllegalAccessException {
    // A module sees another reflectively only when it reads it, even where a package is opened.
    AccessFactory.class.getModule().addReads(type.getModule());
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  private static MappingException closed(Class<?> type, ReflectiveOperationException cause) {
    return new MappingException(
        "Cannot reach the members of %s: module %s does not open its package. Add \"opens %s to io.github.coatcheck;\" to its module-info.java."
            .formatted(type.getName(), type.getModule().getName(), type.getPackageName()),
        cause);
  }
}
