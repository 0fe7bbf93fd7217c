package benchmark;

import static java.util.stream.Collectors.toSet;

import benchmark.contender.Entry;
import benchmark.contender.Server;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What to measure.
 *
 * @param isColdStart whether the start of a process is, too
 * @param isWhole whether it is all of it at full length, so that the results are worth keeping
 */
record Settings(
    List<Server> servers,
    List<Workload> workloads,
    List<Entry> entries,
    boolean isColdStart,
    int rounds,
    boolean isQuick,
    boolean isWhole) {

  /**
   * Reads the command line: {@code -quick}, {@code -rounds=5}, and to choose by names or their
   * beginnings {@code -servers=sqlite_memory}, {@code -workloads=insertAll,coldStart}, {@code
   * -contenders=coatcheck,jdbc}.
   */
  static Settings of(String... arguments) {
    boolean quick = has(arguments, "quick");
    return new Settings(
        chosen(arguments, "servers", Stream.of(Server.values()), Server::name).stream()
            .filter(Server::isGiven)
            .toList(),
        chosen(arguments, "workloads", Stream.of(Workload.values()), Workload::title),
        chosen(arguments, "contenders", Stream.of(Entry.values()), Entry::title),
        chosen(arguments, "workloads", Stream.of("coldStart"), Function.identity()).size() == 1,
        option(arguments, "rounds").map(Integer::valueOf).findFirst().orElse(quick ? 1 : 3),
        quick,
        arguments.length == 0);
  }

  private static boolean has(String[] arguments, String name) {
    return Arrays.asList(arguments).contains("-" + name);
  }

  private static Stream<String> option(String[] arguments, String name) {
    String start = "-" + name + "=";
    return Stream.of(arguments)
        .filter(argument -> argument.startsWith(start))
        .map(argument -> argument.substring(start.length()));
  }

  private static <T> List<T> chosen(
      String[] arguments, String option, Stream<T> all, Function<T, String> name) {
    List<String> wanted =
        option(arguments, option).flatMap(value -> Stream.of(folded(value).split(","))).toList();
    List<T> known = all.toList();
    Set<String> names = known.stream().map(name).map(Settings::folded).collect(toSet());
    return known.stream()
        .filter(one -> wanted.isEmpty() || isWanted(folded(name.apply(one)), wanted, names))
        .toList();
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** A whole name means just that one, even if others begin with it. */
  private static boolean isWanted(String name, List<String> wanted, Set<String> names) {
    return wanted.stream()
        .anyMatch(one -> names.contains(one) ? name.equals(one) : name.startsWith(one));
  }
}
