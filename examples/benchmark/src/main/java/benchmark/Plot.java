package benchmark;

import benchmark.contender.Entry;
import benchmark.contender.Server;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;

/** The ratios of one database as a picture: a panel for each workload, the fastest on top. */
record Plot(Results results, Server server, Theme theme, Machine machine) {
  /** What a dot's colour says. */
  enum Series {
    COATCHECK("Coatcheck"),
    BY_HAND("JDBC by hand"),
    LIBRARY("other libraries");

    private final String title;

    Series(String title) {
      this.title = title;
    }

    static Series of(Entry entry) {
      return entry == Entry.COATCHECK ? COATCHECK : entry.isByHand() ? BY_HAND : LIBRARY;
    }
  }

  private static final int COLUMNS = 2;
  private static final int WIDTH = 520;
  private static final int HEIGHT = 330;
  private static final int HEAD = 84;
  private static final int MARGIN = 16;
  private static final double LEAST = 0.35;
  private static final DecimalFormat FIGURE =
      new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));

  String svg() {
    int width = COLUMNS * WIDTH;
    SVGGraphics2D svg = new SVGGraphics2D(width, height());
    svg.setDefsKeyPrefix("plot-");
    draw(svg);
    // with a view box it shrinks to a narrow page, and is not cut off
    return svg.getSVGElement(null, true, new ViewBox(0, 0, width, height()), null, null);
  }

  private List<Workload> workloads() {
    return Stream.of(Workload.values())
        .filter(one -> results.ratio(server, one, Entry.REFERENCE).isPresent())
        .toList();
  }

  int height() {
    return HEAD + (workloads().size() + COLUMNS - 1) / COLUMNS * HEIGHT + MARGIN;
  }

  void draw(Graphics2D graphics) {
    graphics.setColor(theme.background());
    graphics.fill(new Rectangle2D.Double(0, 0, COLUMNS * WIDTH, height()));
    head(graphics);
    List<Workload> workloads = workloads();
    for (int i = 0; i < workloads.size(); i++) {
      int left = i % COLUMNS * WIDTH;
      int top = HEAD + i / COLUMNS * HEIGHT;
      panel(workloads.get(i)).draw(graphics, new Rectangle2D.Double(left, top, WIDTH, HEIGHT));
    }
  }

  private void head(Graphics2D graphics) {
    graphics.setColor(theme.text());
    graphics.setFont(font(Font.BOLD, 18));
    graphics.drawString(
        server.title() + ": time for a row, as a multiple of " + Entry.REFERENCE.title(),
        MARGIN,
        30);
    graphics.setFont(font(Font.PLAIN, 11));
    graphics.drawString(machine.toString(), MARGIN, 50);
    int left = MARGIN;
    for (Series series : Series.values()) {
      graphics.setColor(theme.series()[series.ordinal()]);
      graphics.fill(new Ellipse2D.Double(left, 62, 10, 10));
      graphics.setColor(theme.text());
      graphics.drawString(series.title, left + 15, 71);
      left += 45 + graphics.getFontMetrics().stringWidth(series.title);
    }
  }

  private JFreeChart panel(Workload workload) {
    CategoryPlot plot = new CategoryPlot(data(workload), categories(), ratios(), renderer());
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setBackgroundPaint(theme.background());
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(theme.grid());
    plot.setDomainGridlinesVisible(true);
    plot.setDomainGridlinePaint(theme.grid());
    plot.addRangeMarker(new ValueMarker(1, theme.text(), new BasicStroke(1)));
    JFreeChart chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(theme.background());
    chart.setPadding(new RectangleInsets(4, 8, 4, 40));
    TextTitle title = new TextTitle(workload.title(), font(Font.BOLD, 14));
    title.setPaint(theme.text());
    chart.setTitle(title);
    return chart;
  }

  private DefaultCategoryDataset data(Workload workload) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    // all series first, since the renderer takes its colours by their number
    for (Series series : Series.values()) {
      data.addValue(null, series, Entry.REFERENCE.title());
    }
    data.removeColumn(Entry.REFERENCE.title());
    Stream.of(Entry.values())
        .filter(entry -> results.ratio(server, workload, entry).isPresent())
        .sorted(Comparator.comparingDouble(entry -> ratio(workload, entry)))
        .forEach(entry -> data.addValue(ratio(workload, entry), Series.of(entry), entry.title()));
    return data;
  }

  private double ratio(Workload workload, Entry entry) {
    return results.ratio(server, workload, entry).orElseThrow();
  }

  /** The same for all panels, so that they can be compared. */
  private double largest() {
    return workloads().stream()
        .flatMap(
            workload ->
                Stream.of(Entry.values()).map(entry -> results.ratio(server, workload, entry)))
        .mapToDouble(ratio -> ratio.orElse(1))
        .max()
        .orElse(1);
  }

  private CategoryAxis categories() {
    CategoryAxis axis = new CategoryAxis();
    axis.setTickLabelFont(font(Font.PLAIN, 11));
    axis.setTickLabelPaint(theme.text());
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    return axis;
  }

  private LogAxis ratios() {
    LogAxis axis = new LogAxis();
    axis.setBase(2);
    axis.setTickUnit(new NumberTickUnit(1, FIGURE));
    axis.setNumberFormatOverride(FIGURE);
    axis.setRange(LEAST, largest() * 4);
    axis.setMinorTickMarksVisible(false);
    axis.setTickLabelFont(font(Font.PLAIN, 10));
    axis.setTickLabelPaint(theme.text());
    axis.setAxisLineVisible(false);
    return axis;
  }

  private LineAndShapeRenderer renderer() {
    LineAndShapeRenderer renderer = new LineAndShapeRenderer(false, true);
    Color[] colours = theme.series();
    for (int i = 0; i < colours.length; i++) {
      renderer.setSeriesPaint(i, colours[i]);
      renderer.setSeriesShape(i, new Ellipse2D.Double(-5, -5, 10, 10));
    }
    renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", FIGURE));
    renderer.setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
    renderer.setItemLabelInsets(new RectangleInsets(6, 6, 6, 6));
    renderer.setDefaultItemLabelsVisible(true);
    renderer.setDefaultItemLabelFont(font(Font.PLAIN, 10));
    renderer.setDefaultItemLabelPaint(theme.text());
    return renderer;
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
