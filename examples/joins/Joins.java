package joins;

import io.github.coatcheck.session.Database;
import io.github.coatcheck.session.Session;
import java.io.PrintStream;
import java.util.List;

/** Reads two tables at once: a join is SQL, and each of its rows becomes a record. */
public final class Joins {
  private Joins() {}

  /**
   * Runs the example.
   *
   * @param arguments the JDBC URL of a database, or nothing for one in memory
   */
  public static void main(String[] arguments) {
    run(arguments.length > 0 ? arguments[0] : "jdbc:sqlite::memory:", System.out);
  }

  static void run(String url, PrintStream out) {
    try (Database db = Database.open(url)) {
      db.createTables(Artist.class, Album.class);
      db.useTransaction(Joins::insertAlbums);
      try (Session session = db.openReadOnlySession()) {
        albumsWithTheirArtists(session).forEach(out::println);
        artistsByTheirAlbums(session).forEach(out::println);
        titles(session, new Search(List.of("Miles Davis", "Nico"), null)).forEach(out::println);
        titles(session, new Search(List.of("Miles Davis"), "Kind%")).forEach(out::println);
      }
    }
  }

  private static void insertAlbums(Session session) {
    Artist miles = session.insert(new Artist("Miles Davis"));
    Artist nico = session.insert(new Artist("Nico"));
    session.insert(new Artist("Silence"));
    session.insertAll(
        List.of(
            new Album("Kind of Blue", miles),
            new Album("Desertshore", nico),
            new Album("Sketches of Spain", miles),
            new Album("Found in an attic", null)));
  }

  /** Many albums have one artist; the columns find their places in the record by their names. */
  private static List<AlbumWithArtist> albumsWithTheirArtists(Session session) {
    return session.query(
        AlbumWithArtist.class,
        """
        select album.title, artist.name as artist
        from album left join artist on artist.id = album.artist_id
        order by album.title
        """);
  }

  /** The same from the other side: a group of rows becomes one record. */
  private static List<AlbumsOfArtist> artistsByTheirAlbums(Session session) {
    return session.query(
        AlbumsOfArtist.class,
        """
        select artist.name as artist, count(album.id) as albums
        from artist left join album on album.artist_id = artist.id
        where artist.name in (?)
        group by artist.name
        order by albums desc
        """,
        List.of("Miles Davis", "Nico", "Silence"));
  }

  /** Names in place of question marks: a record has the values, and may leave one out. */
  private static List<String> titles(Session session, Search search) {
    return session.query(
        String.class,
        """
        select album.title from album join artist on artist.id = album.artist_id
        where artist.name in (:artists) and (:title is null or album.title like :title)
        order by album.title
        """,
        search);
  }
}
