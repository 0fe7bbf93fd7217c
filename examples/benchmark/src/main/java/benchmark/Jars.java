package benchmark;

import benchmark.contender.Entry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who needs which jars, as Maven's verbose dependency tree has it. */
final class Jars {
  static final Path TREE = Path.of("target/tree.txt");

  /** The indentation, three characters for a level, then group, artifact, type, version, scope. */
  private static final Pattern LINE =
      Pattern.compile("([ |+\\\\-]*)\\(?[^:(]+:([^:]+):jar:[^:]+:(compile|runtime).*");

  private final Map<String, Set<String>> needed = new HashMap<>();
  private final Map<String, Path> files;

  Jars() throws IOException {
    List<String> ancestors = new ArrayList<>();
    for (String line : Files.readAllLines(TREE)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        int depth = matcher.group(1).length() / 3 - 1;
        ancestors.subList(depth, ancestors.size()).clear();
        ancestors.forEach(one -> needs(one).add(matcher.group(2)));
        ancestors.add(matcher.group(2));
      }
    }
    files =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> path.toString().endsWith(".jar"))
            .collect(Collectors.toMap(Jars::artifact, path -> path));
  }

  /** A local repository has folders for the artifact and for its version. */
  private static String artifact(Path jar) {
    return jar.getParent().getParent().getFileName().toString();
  }

  private Set<String> needs(String artifact) {
    return needed.computeIfAbsent(artifact, absent -> new LinkedHashSet<>());
  }

  /** The jar of an artifact. */
  Path of(String artifact) {
    return files.get(artifact);
  }

  /** All that a contender brings with it, the driver aside. */
  List<Path> of(Entry entry) {
    Set<String> artifacts = new LinkedHashSet<>(entry.artifacts());
    int before;
    do {
      before = artifacts.size();
      List.copyOf(artifacts).forEach(one -> artifacts.addAll(needs(one)));
    } while (artifacts.size() > before);
    return artifacts.stream().map(files::get).toList();
  }

  static long bytes(List<Path> jars) throws IOException {
    long sum = 0;
    for (Path jar : jars) {
      sum += Files.size(jar);
    }
    return sum;
  }
}
