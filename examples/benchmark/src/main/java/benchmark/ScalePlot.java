package benchmark;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;

/** The results of {@link Scale} as a picture: the time for a row while the table grows. */
final class ScalePlot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 380;
  private static final double MILLION = 1e6;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private ScalePlot() {}

  public static void main(String[] arguments) throws IOException {
    XYSeriesCollection data = data(Files.readAllLines(Scale.RESULTS));
    for (Theme theme : Theme.values()) {
      String name = "scale-" + theme.name().toLowerCase(Locale.ROOT) + ".svg";
      Files.writeString(Path.of("results", name), svg(data, theme));
    }
  }

  private static XYSeriesCollection data(List<String> lines) {
    Map<String, XYSeries> series = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      series
          .computeIfAbsent(cells[1], XYSeries::new)
          .add(Double.parseDouble(cells[0]) / MILLION, Double.parseDouble(cells[2]));
    }
    XYSeriesCollection data = new XYSeriesCollection();
    series.values().forEach(data::addSeries);
    return data;
  }

  private static String svg(XYSeriesCollection data, Theme theme) {
    JFreeChart chart =
        ChartFactory.createXYLineChart(
            "Microseconds for a row, with a heap of 64 MB",
            "million rows in the table",
            null,
            data);
    chart.setBackgroundPaint(theme.background());
    chart.getTitle().setPaint(theme.text());
    chart.getTitle().setFont(FONT.deriveFont(Font.BOLD, 14));
    chart.getLegend().setBackgroundPaint(theme.background());
    chart.getLegend().setItemPaint(theme.text());
    chart.getLegend().setItemFont(FONT);
    XYPlot plot = chart.getXYPlot();
    plot.setBackgroundPaint(theme.background());
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(theme.grid());
    plot.setDomainGridlinePaint(theme.grid());
    for (ValueAxis axis : List.of(plot.getDomainAxis(), plot.getRangeAxis())) {
      axis.setLabelPaint(theme.text());
      axis.setTickLabelPaint(theme.text());
      axis.setLabelFont(FONT);
      axis.setTickLabelFont(FONT);
      axis.setLowerBound(0);
    }
    plot.setRenderer(renderer(theme, data.getSeriesCount()));
    SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
    svg.setDefsKeyPrefix("scale-");
    chart.draw(svg, new Rectangle(WIDTH, HEIGHT));
    return svg.getSVGElement(null, true, new ViewBox(0, 0, WIDTH, HEIGHT), null, null);
  }

  /** Lines of different colours and dashes. */
  private static XYLineAndShapeRenderer renderer(Theme theme, int count) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    Color[] colours = theme.series();
    for (int i = 0; i < count; i++) {
      float[] dash = i < colours.length ? null : new float[] {6, 4};
      renderer.setSeriesPaint(i, colours[i % colours.length]);
      renderer.setSeriesStroke(
          i, new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, dash, 0));
    }
    return renderer;
  }
}
