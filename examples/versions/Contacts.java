package versions;

import io.github.coatcheck.session.Database;
import java.io.PrintStream;
import java.util.List;

/** Opens a file that any version of this program has made, the oldest one too. */
public final class Contacts {
  /** As the first program made them by {@code createTables}, before there were versions. */
  static final String TABLES =
      """
      create table if not exists contacts (id integer primary key autoincrement, name text) strict;
      create table if not exists calls (
        id integer primary key autoincrement,
        contact_id integer not null references contacts (id) on delete cascade,
        day text not null
      ) strict;
      """;

  static final String EMAIL =
      """
      alter table contacts add column email text;
      create index contacts_by_email on contacts (email);
      """;

  /**
   * SQLite cannot add a constraint to a table, so a new table takes its place, by the steps of
   * section 7 of https://www.sqlite.org/lang_altertable.html. The index goes with the old table;
   * UNIQUE makes one itself.
   */
  static final String NAME_REQUIRED_AND_EMAIL_UNIQUE =
      """
      create table new_contacts (
        id integer primary key autoincrement,
        name text not null,
        email text unique
      ) strict;
      -- so that no key of a contact that was deleted comes again
      insert into sqlite_sequence select 'new_contacts', seq from sqlite_sequence where name = 'contacts';
      insert into new_contacts (id, name, email)
        select id, coalesce(name, '(no name)'), nullif(email, '') from contacts;
      drop table contacts;
      alter table new_contacts rename to contacts;
      """;

  static final Schema SCHEMA = new Schema(List.of(TABLES, EMAIL, NAME_REQUIRED_AND_EMAIL_UNIQUE));

  private Contacts() {}

  /**
   * Runs the example.
   *
   * @param arguments the file of the database, or nothing for {@code contacts.db}
   */
  public static void main(String[] arguments) {
    String file = arguments.length > 0 ? arguments[0] : "contacts.db";
    run("jdbc:sqlite:" + file, System.out);
    System.out.println(file + " has the newest schema.");
  }

  static void run(String url, PrintStream out) {
    try (Database db = Database.open(url)) {
      SCHEMA.upgrade(db);
      // The scripts are written by hand: this tells whether they lead to what the classes say.
      db.validate(Contact.class, Call.class).orThrow();
      db.useTransaction(
          session -> session.list(Contact.class, "order by id").forEach(out::println));
    }
  }
}
