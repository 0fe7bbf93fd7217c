package io.github.coatcheck.contract;

import io.github.coatcheck.session.Database;
import org.junit.jupiter.api.Nested;

/**
 * The whole contract. A test class that extends this one, and opens a database, runs it there; the
 * tables that it makes replace any of the same names.
 */
public abstract class Contract {
  /** Opens the database, which may hold tables of earlier tests. */
  protected abstract Database open();

  @Nested
  class Keys extends KeyContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class ManyRows extends BulkContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Transactions extends TransactionContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Streams extends StreamContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Attempts extends RetryContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class ReadingOnly extends ReadOnlyContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class OneRow extends OneRowContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Versions extends VersionContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Upserts extends UpsertContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Values extends ValuesContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Decimals extends DecimalContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class TimeValues extends TimeValuesContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class EntityValues extends EntityValuesContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class TimeOrder extends TimeContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class ForeignTimes extends ForeignTimesContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Converters extends ConvertersContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Defaults extends DefaultsContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class ReadOnlyColumns extends ReadOnlyColumnContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class HostileNames extends HostileNamesContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Limits extends LimitsContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class References extends ReferencesContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Findings extends FindingsContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class SqlOfTheUser extends SqlContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Messages extends MessagesContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class JoinedTransactions extends JoinContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Secrets extends SecretsContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class RowsThatAreNotCounted extends CountContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class NamedParameters extends NamedParametersContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Queries extends QueryContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class Constraints extends ConstraintsContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }

  @Nested
  class PartialWrites extends PartialWritesContract {
    @Override
    protected Database open() {
      return Contract.this.open();
    }
  }
}
