package io.github.jeio.cli;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** SVG. */
final class SvgCanvas implements Canvas {

    private static final String[] ANCHORS = {"start", "middle", "end"};

    private final StringBuilder svg = new StringBuilder();

    SvgCanvas(int width, int height) {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">", width, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, int color) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#%06x\" stroke-width=\"1.5\"/>", x1, y1, x2, y2, color);
    }

    @Override
    public void dot(double x, double y, int color) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#%06x\"/>", x, y, color);
    }

    @Override
    public void text(double x, double y, String text, int anchor) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, ANCHORS[anchor], safe);
    }

    byte[] bytes() {
        return (svg + "</svg>\n").getBytes(StandardCharsets.UTF_8);
    }
}
