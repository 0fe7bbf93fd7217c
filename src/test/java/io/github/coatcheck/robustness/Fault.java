package io.github.coatcheck.robustness;

import java.sql.SQLException;

/** One call that fails: which one, before or after the driver has done it, and how. */
record Fault(int call, Moment moment, Kind kind) {
  /** What an error that was made for a test says. */
  static final String MESSAGE = "injected";

  enum Moment {
    BEFORE,
    AFTER
  }

  /** The errors, with the codes of SQLite and the SQLStates of the other databases. */
  enum Kind {
    CONSTRAINT {
      @Override
      void fail() throws SQLException {
        throw new SQLException(MESSAGE, "23505", 19);
      }
    },
    BUSY {
      @Override
      void fail() throws SQLException {
        throw new SQLException(MESSAGE, "40001", 5);
      }
    },
    LOST_CONNECTION {
      @Override
      void fail() throws SQLException {
        throw new SQLException(MESSAGE, "08006");
      }
    },
    RUNTIME_EXCEPTION {
      @Override
      void fail() {
        throw new IllegalStateException(MESSAGE);
      }
    },
    STACK_OVERFLOW {
      @Override
      void fail() {
        throw new StackOverflowError(MESSAGE);
      }
    },
    OUT_OF_MEMORY {
      @Override
      void fail() {
        throw new OutOfMemoryError(MESSAGE);
      }
    };

    abstract void fail() throws SQLException;

    /** Whether the error says that nothing was done. */
    boolean deniesItsCall() {
      return this == CONSTRAINT || this == BUSY;
    }
  }
}
