package benchmark.contender;

import com.j256.ormlite.field.DatabaseField;
import com.j256.ormlite.table.DatabaseTable;
import io.github.coatcheck.Column;
import io.github.coatcheck.Table;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/** What everybody stores, with the annotations of those who ask for some. */
@Table("users")
@DatabaseTable(tableName = "users")
@Entity
@jakarta.persistence.Table(name = "users")
public class User {
  @Column(primaryKey = true, autoincrement = true)
  @DatabaseField(generatedId = true)
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column @DatabaseField private String name;
  @Column @DatabaseField private String email;
  @Column @DatabaseField private int age;

  @Column
  @DatabaseField(columnName = "created_at")
  @jakarta.persistence.Column(name = "created_at")
  private long createdAt;

  public User() {}

  public User(String name, String email, int age, long createdAt) {
    this.name = name;
    this.email = email;
    this.age = age;
    this.createdAt = createdAt;
  }

  /** A user without a key, whose values follow from a number. */
  public static User of(int number) {
    String name = "User " + number;
    return new User(
        name, "user" + number + "@example.com", number % 100, 1_700_000_000_000L + number);
  }

  public Long getId() {
    return id;
  }

  public void setId(Long id) {
    this.id = id;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getEmail() {
    return email;
  }

  public void setEmail(String email) {
    this.email = email;
  }

  public int getAge() {
    return age;
  }

  public void setAge(int age) {
    this.age = age;
  }

  public long getCreatedAt() {
    return createdAt;
  }

  public void setCreatedAt(long createdAt) {
    this.createdAt = createdAt;
  }
}
