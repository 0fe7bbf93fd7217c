package benchmark.contender;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** What Hibernate's two kinds of session have in common. */
abstract class Hibernate implements Contender {
  // kept, since a logger that nobody holds forgets its level
  private static final Logger LOG = Logger.getLogger("org.hibernate");

  final SessionFactory factory;

  Hibernate(String url) {
    LOG.setLevel(Level.SEVERE);
    Configuration configuration =
        new Configuration()
            .addAnnotatedClass(User.class)
            .setProperty("hibernate.connection.url", url)
            .setProperty("hibernate.connection.pool_size", "1");
    if (Server.isSqlite(url)) {
      configuration.setProperty(
          "hibernate.dialect", "org.hibernate.community.dialect.SQLiteDialect");
    }
    factory = configuration.buildSessionFactory();
  }

  @Override
  public void createTable() {
    factory.getSchemaManager().exportMappedObjects(false);
  }

  @Override
  public void close() {
    factory.close();
  }
}
