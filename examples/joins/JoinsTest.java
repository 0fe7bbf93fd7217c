package joins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JoinsTest {
  @Test
  void printsAlbumsWithTheirArtistsAndArtistsByTheirAlbums() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Joins.run("jdbc:sqlite::memory:", new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            AlbumWithArtist[title=Desertshore, artist=Nico]
            AlbumWithArtist[title=Found in an attic, artist=null]
            AlbumWithArtist[title=Kind of Blue, artist=Miles Davis]
            AlbumWithArtist[title=Sketches of Spain, artist=Miles Davis]
            AlbumsOfArtist[artist=Miles Davis, albums=2]
            AlbumsOfArtist[artist=Nico, albums=1]
            AlbumsOfArtist[artist=Silence, albums=0]
            Desertshore
            Kind of Blue
            Sketches of Spain
            Kind of Blue
            """);
  }
}
