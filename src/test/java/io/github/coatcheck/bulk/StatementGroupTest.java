package io.github.coatcheck.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import io.github.coatcheck.dialect.SqliteDialect;
import io.github.coatcheck.sql.SqlGenerator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Into which chunks a group is split. */
class StatementGroupTest {
  @Table("track")
  record Track(@Column(primaryKey = true) long id) {}

  private static List<Integer> chunks(int size, int maxSize, int maxOfAnySize) {
    List<Track> tracks = IntStream.range(0, size).mapToObj(Track::new).toList();
    StatementGroup<Track, String> group =
        StatementGroup.groupConsecutive(
                tracks,
                new SqlGenerator(new SqliteDialect()),
                Positions.of(size),
                (sql, track) -> "the same")
            .get(0);
    List<StatementGroup<Track, String>> chunks = group.chunks(maxSize, maxOfAnySize);
    assertThat(chunks).flatMap(StatementGroup::entities).isEqualTo(tracks);
    return chunks.stream().map(StatementGroup::size).toList();
  }

  @Test
  void whatRemainsIsSplitIntoPowersOfTwoDownToAnySize() {
    assertThat(chunks(250, 100, 16)).containsExactly(100, 100, 32, 16, 2);
    assertThat(chunks(117, 100, 16)).containsExactly(100, 16, 1);
    assertThat(chunks(116, 100, 16)).containsExactly(100, 16);
  }

  @Test
  void aChunkOfTheGreatestSizeOrOfAnyIsNotSplit() {
    assertThat(chunks(100, 100, 16)).containsExactly(100);
    assertThat(chunks(15, 100, 15)).containsExactly(15);
    assertThat(chunks(15, 100, 14)).containsExactly(8, 7);
  }
}
