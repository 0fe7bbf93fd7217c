package joins;

/** A row of the join: no table has it, so it needs no annotation. */
record AlbumWithArtist(String title, String artist) {}
