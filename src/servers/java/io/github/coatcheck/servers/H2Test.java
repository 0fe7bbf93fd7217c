package io.github.coatcheck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.contract.Contract;
import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Options;
import io.github.coatcheck.session.Session;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The contract, on H2 in memory. */
class H2Test extends Contract {
  @Override
  protected Database open() {
    return Database.open("jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1");
  }

  @Test
  void aLoginAndOptionsAreGivenTogether() {
    String url = "jdbc:h2:mem:login";
    Options options = Options.defaults().lockTimeout(Duration.ofMillis(1234));

    try (Database database = Database.open(url, "ann", "secret", options);
        Session session = database.openSession()) {
      assertThat(session.query(Integer.class, "SELECT LOCK_TIMEOUT()")).containsExactly(1234);
      assertThatThrownBy(() -> Database.open(url, "ann", "wrong", options))
          .isExactlyInstanceOf(DatabaseException.class)
          .hasMessageStartingWith("Cannot connect to jdbc:h2:mem:login: ")
          .hasMessageNotContaining("wrong");
    }
  }
}
