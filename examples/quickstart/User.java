package quickstart;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** A user of some program, as the table {@code users} holds it. */
@Table("users")
public class User {
  @Column(primaryKey = true, autoincrement = true)
  private Long id;

  @Column private String name;

  User() {}

  User(String name) {
    this.name = name;
  }

  Long id() {
    return id;
  }
}
