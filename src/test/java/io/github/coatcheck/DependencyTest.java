package io.github.coatcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What a program gets that depends on Coatcheck: a logging interface, and nothing else. */
class DependencyTest {
  private record Dependency(String artifact, String scope, boolean optional) {
    static Dependency of(Element element) {
      return new Dependency(
          text(element, "groupId", "") + ":" + text(element, "artifactId", ""),
          text(element, "scope", "compile"),
          Boolean.parseBoolean(text(element, "optional", "false")));
    }

    private static String text(Element element, String name, String absent) {
      NodeList found = element.getElementsByTagName(name);
      return found.getLength() == 0 ? absent : found.item(0).getTextContent().strip();
    }
  }

  private static Element project() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new File("pom.xml"))
        .getDocumentElement();
  }

  private static Element child(Element parent, String name) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(name)) {
        return (Element) child;
      }
    }
    throw new IllegalArgumentException("No " + name + " in " + parent.getNodeName());
  }

  private static List<Dependency> dependencies(Element part) {
    NodeList found = child(part, "dependencies").getElementsByTagName("dependency");
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> Dependency.of((Element) found.item(i)))
        .toList();
  }

  @Test
  void slf4jIsTheOnlyDependencyThatAProgramInherits() throws Exception {
    assertThat(dependencies(project()))
        .filteredOn(dependency -> !dependency.scope.equals("test") && !dependency.optional)
        .containsExactly(new Dependency("org.slf4j:slf4j-api", "compile", false));
  }

  @Test
  void theDriverOfSqliteIsThereForTestsAndExamplesOnly() throws Exception {
    assertThat(dependencies(project()))
        .filteredOn(dependency -> !dependency.scope.equals("test") && dependency.optional)
        .containsExactly(new Dependency("org.xerial:sqlite-jdbc", "runtime", true));
  }

  @Test
  void fiveDependenciesAreAllThatABuildWithoutServersNeeds() throws Exception {
    assertThat(dependencies(project()))
        .extracting(Dependency::artifact)
        .containsExactly(
            "org.slf4j:slf4j-api",
            "org.xerial:sqlite-jdbc",
            "ch.qos.logback:logback-classic",
            "org.junit.jupiter:junit-jupiter",
            "org.assertj:assertj-core");
  }

  @Test
  void driversOfServersAreThereForTestsOnly() throws Exception {
    assertThat(dependencies(child(child(project(), "profiles"), "profile")))
        .isNotEmpty()
        .allSatisfy(dependency -> assertThat(dependency.scope).isEqualTo("test"));
  }
}
