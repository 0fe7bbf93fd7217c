package joins;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** An album, which holds the number of its artist and not the artist: many albums have one. */
@Table("album")
record Album(
    @Column(primaryKey = true, autoincrement = true) Long id,
    String title,
    @Column(references = Artist.class) Long artistId) {
  Album(String title, Artist artist) {
    this(null, title, artist == null ? null : artist.id());
  }
}
