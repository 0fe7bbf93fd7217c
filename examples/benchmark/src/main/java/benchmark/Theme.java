package benchmark;

import java.awt.Color;

/** The colours of a plot; each has a background of its own and so can be read on any page. */
enum Theme {
  LIGHT(0xffffff, 0x24292f, 0xd0d7de, 0xd9480f, 0x6e7781, 0x3b6ea8),
  DARK(0x0d1117, 0xe6edf3, 0x30363d, 0xff922b, 0x9aa4af, 0x74a9e6);

  private final int background;
  private final int text;
  private final int grid;
  private final int coatcheck;
  private final int byHand;
  private final int library;

  Theme(int background, int text, int grid, int coatcheck, int byHand, int library) {
    this.background = background;
    this.text = text;
    this.grid = grid;
    this.coatcheck = coatcheck;
    this.byHand = byHand;
    this.library = library;
  }

  Color background() {
    return new Color(background);
  }

  Color text() {
    return new Color(text);
  }

  Color grid() {
    return new Color(grid);
  }

  /** The colours of the series, in the order of {@link Plot.Series}. */
  Color[] series() {
    return new Color[] {new Color(coatcheck), new Color(byHand), new Color(library)};
  }
}
