package fileindex;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;

/** A folder by its path from the top of the tree: {@code .} itself, or {@code ./docs/old}. */
@Table("indexed_folders")
record Folder(
    @Column(primaryKey = true, autoincrement = true) Long id,
    @Column(references = Folder.class) Long parentId,
    @Column(nullable = false) String path) {
  static Folder top() {
    return new Folder(null, null, ".");
  }

  /** A folder in this one, which needs its key for that. */
  Folder child(String name) {
    return new Folder(null, id, path + "/" + name);
  }
}
