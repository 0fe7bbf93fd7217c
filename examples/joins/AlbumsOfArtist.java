package joins;

/** How many albums there are of an artist. */
record AlbumsOfArtist(String artist, long albums) {}
