package versions;

import io.github.coatcheck.DatabaseException;
import io.github.coatcheck.session.Database;
import java.util.List;

/**
 * A schema that grows: a list of scripts, each of which makes the next version of it. An SQLite
 * file keeps its version in {@code pragma user_version}, which is 0 when it is made.
 *
 * <p>A script that a release has brought to users never changes again: a change is a new script.
 *
 * @param scripts the statements that lead to version 1, from 1 to 2, and so on
 */
record Schema(List<String> scripts) {
  /**
   * A script runs as a whole or not at all, and only on the version for which it was written, since
   * another program may have opened the file at the same time, and been faster. SQL has no IF: a
   * CHECK that does not hold stops the script, and its transaction is rolled back.
   *
   * <p>Foreign keys are off meanwhile, since dropping a table to rebuild it would delete the rows
   * that refer to it. All of them are checked before the commit.
   */
  private static final String STEP =
      """
      pragma foreign_keys = off;
      begin immediate;
      create temp table step (
        version integer constraint version_is_the_one_before check (version = %1$d),
        broken integer constraint every_foreign_key_has_its_row check (broken = 0)
      );
      insert into step (version) select user_version from pragma_user_version;
      %3$s
      insert into step (broken) select count(*) from pragma_foreign_key_check;
      drop table step;
      pragma user_version = %2$d;
      commit;
      """;

  /** Brings a database to the newest version. One that is there already stays as it is. */
  void upgrade(Database db) {
    int version = version(db);
    while (version < scripts.size()) {
      try {
        db.execute(STEP.formatted(version, version + 1, scripts.get(version)));
      } catch (DatabaseException e) {
        if (version(db) == version) {
          throw e;
        }
        // Another program has done this step meanwhile.
      }
      version = version(db);
    }
    if (version > scripts.size()) {
      throw new IllegalStateException(
          "The file is of version %d, and this program knows versions up to %d only: use a newer one."
              .formatted(version, scripts.size()));
    }
  }

  static int version(Database db) {
    return db.read(session -> session.queryOne(Integer.class, "pragma user_version"));
  }
}
