package io.github.coatcheck.servers;

/** Where the servers are that these tests need. */
final class Servers {
  private Servers() {}

  static String postgresql() {
    return url("COATCHECK_POSTGRESQL");
  }

  static String postgresql18() {
    return url("COATCHECK_POSTGRESQL18");
  }

  static String mariadb() {
    return url("COATCHECK_MARIADB");
  }

  static String mysql() {
    return url("COATCHECK_MYSQL");
  }

  static String url(String variable) {
    String url = System.getenv(variable);
    if (url == null) {
      throw new IllegalStateException(
          "Cannot find a server: the environment has no %s. Run the tests by \".ci/servers run mvn verify -Pservers\"."
              .formatted(variable));
    }
    return url;
  }
}
