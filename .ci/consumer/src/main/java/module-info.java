/** A modular program that uses Coatcheck. */
module consumer {
  requires io.github.coatcheck;

  opens consumer to
      io.github.coatcheck;
}
