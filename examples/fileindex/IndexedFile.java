package fileindex;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import java.time.Instant;

/**
 * A file in a folder.
 *
 * @param extension what follows the last dot of the name, in lower case, or the empty text
 * @param modified when it was last changed, or null where that is no date that SQLite sorts
 * @param sha256 the hash of its content in hexadecimal, or null where it could not be read
 * @param fileKey what the hard links to one file have in common, or null where it is not known
 */
@Table("indexed_files")
record IndexedFile(
    @Column(primaryKey = true, autoincrement = true) Long id,
    @Column(nullable = false, references = Folder.class) Long folderId,
    @Column(nullable = false) String name,
    @Column(nullable = false) String extension,
    long size,
    Instant modified,
    String sha256,
    String fileKey) {}
