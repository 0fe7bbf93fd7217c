package fileindex;

import io.github.coatcheck.session.Session;
import java.util.List;

/** What one wants to know of an index, asked in SQL; each row of an answer becomes a record. */
record Questions(Session session) {
  record Total(long folders, long files, long bytes, long unread) {}

  record FolderTotal(String path, long files, long bytes) {}

  record Duplicate(String sha256, long size, long copies, long wasted) {}

  record ExtensionTotal(String extension, long files, long bytes) {}

  Total total() {
    return session
        .query(
            Total.class,
            """
            select
              (select count(*) from indexed_folders) as folders,
              count(*) as files,
              coalesce(sum(size), 0) as bytes,
              count(*) - count(sha256) as unread
            from indexed_files
            """)
        .get(0);
  }

  /**
   * The folders with the most bytes in them and below them. Of a chain of folders, each of which
   * holds all files of the one before, the last is there.
   */
  List<FolderTotal> largestFolders(int limit) {
    // Every folder hands what it holds on to its parent, which hands it on, up to the top.
    return session.query(
        FolderTotal.class,
        """
        with recursive held (folder_id, files, bytes) as (
          select folder_id, count(*), sum(size) from indexed_files group by folder_id
          union all
          select parent_id, files, bytes
          from held join indexed_folders on id = folder_id
          where parent_id is not null
        ),
        total (folder_id, files, bytes) as (
          select folder_id, sum(files), sum(bytes) from held group by folder_id
        ),
        fullest_child (folder_id, files) as (
          select parent_id, max(files)
          from total join indexed_folders on id = folder_id
          group by parent_id
        )
        select path, total.files, bytes
        from total
          join indexed_folders on id = total.folder_id
          left join fullest_child on fullest_child.folder_id = id
        where total.files > coalesce(fullest_child.files, 0)
        order by bytes desc, path
        limit ?
        """,
        limit);
  }

  /**
   * The contents that are there more than once, those first whose copies waste the most bytes. Hard
   * links to one file are no copies.
   */
  List<Duplicate> duplicates(int limit) {
    return session.query(
        Duplicate.class,
        """
        select
          sha256,
          size,
          count(distinct coalesce(file_key, indexed_files.id)) as copies,
          (count(distinct coalesce(file_key, indexed_files.id)) - 1) * size as wasted
        from indexed_files join indexed_folders on indexed_folders.id = folder_id
        where sha256 is not null and size > 0
        group by sha256, size
        having copies > 1
        order by wasted desc, min(path || '/' || name)
        limit ?
        """,
        limit);
  }

  /** The paths of all copies, each with those of its hard links. */
  List<String> copies(Duplicate duplicate) {
    return session.query(
        String.class,
        """
        select group_concat(path || '/' || name, ' = ' order by path, name) as paths
        from indexed_files join indexed_folders on indexed_folders.id = folder_id
        where sha256 = ? and size = ?
        group by coalesce(file_key, indexed_files.id)
        order by paths
        """,
        duplicate.sha256(),
        duplicate.size());
  }

  /** The extensions with the most bytes. */
  List<ExtensionTotal> extensions(int limit) {
    return session.query(
        ExtensionTotal.class,
        """
        select extension, count(*) as files, sum(size) as bytes
        from indexed_files
        group by extension
        order by bytes desc, extension
        limit ?
        """,
        limit);
  }
}
