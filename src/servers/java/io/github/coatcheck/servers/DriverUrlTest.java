package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.session.Database;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What drivers tell of a URL that leads nowhere is told on without passwords. */
class DriverUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://who:s3cr3t@127.0.0.1:1/x?password=s3cr3t",
        "jdbc:postgresql://127.0.0.1:1a/x?password=s3cr3t",
        "jdbc:postgresql://127.0.0.1:1/x?user=who&password=s3@s3cr3t",
        "jdbc:mariadb://who:s3cr3t@127.0.0.1:1/x?password=s3cr3t",
        "jdbc:mariadb://address=(host=127.0.0.1)(port=1)(password=s3cr3t)/x?password=s3cr3t",
        "jdbc:mysql://who:s3cr3t@127.0.0.1:1/x?password=s3cr3t",
        "jdbc:mysql://who:s3/cr3t@127.0.0.1:1/x",
        "jdbc:mysql://who:s3cr3t:x@127.0.0.1:1a/x",
        "jdbc:mysql://address=(host=127.0.0.1)(port=1)(user=who)(password=s3cr3t)/x",
        "jdbc:mysql://(host=127.0.0.1,port=1,password=s3cr3t/x",
        "jdbc:h2:tcp://127.0.0.1:1/x;USER=who;PASSWORD=s3@cr3t",
        "jdbc:h2:mem:x;PASSWORD=s3cr3t;NOTHING=s3cr3t",
        "jdbc:hsqldb:hsql://127.0.0.1:1/x;user=who;password=s3cr3t"
      })
  void aUrlThatLeadsNowhereIsToldWithoutItsPassword(String url) {
    StringWriter told = new StringWriter();

    assertThatThrownBy(() -> Database.open(url))
        .isInstanceOf(DatabaseException.class)
        .satisfies(e -> e.printStackTrace(new PrintWriter(told, true)));

    assertThat(told.toString()).doesNotContain("s3", "cr3t");
  }
}
