package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the servers are that these tests need, their end and their start. */
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

  /** Kills the server whose process id is in a file, so that it has no chance to say goodbye. */
  static void kill(String processIdFile) throws IOException {
    long id = Long.parseLong(Files.readString(Path.of(processIdFile)).strip());
    assertThat(ProcessHandle.of(id).orElseThrow().destroyForcibly()).isTrue();
  }

  /** Starts what does not run of the servers of this name, and waits until they are there. */
  static void start(String name) throws IOException, InterruptedException {
    ProcessBuilder script = new ProcessBuilder(".ci/servers", "start").redirectErrorStream(true);
    script.environment().put("SERVERS", name);
    Path output = Files.createTempFile("servers", ".txt");
    int code = script.redirectOutput(output.toFile()).start().waitFor();
    assertThat(code).as("start of %s: %s", name, Files.readString(output)).isZero();
    Files.delete(output);
  }
}
