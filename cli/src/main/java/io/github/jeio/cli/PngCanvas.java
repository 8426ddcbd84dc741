package io.github.jeio.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** PNG, by the JDK's own drawing; no screen is needed. */
final class PngCanvas implements Canvas {

    private final BufferedImage image;
    private final Graphics2D graphics;

    PngCanvas(int width, int height) {
        System.setProperty("java.awt.headless", "true");
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setStroke(new BasicStroke(1.5f));
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, int color) {
        graphics.setColor(new Color(color));
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void dot(double x, double y, int color) {
        graphics.setColor(new Color(color));
        graphics.fill(new Ellipse2D.Double(x - 3, y - 3, 6, 6));
    }

    @Override
    public void text(double x, double y, String text, int anchor) {
        graphics.setColor(Color.BLACK);
        graphics.drawString(text, (float) (x - anchor * graphics.getFontMetrics().stringWidth(text) / 2.0), (float) y);
    }

    byte[] bytes() throws IOException {
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("this JVM writes no PNG");
        }
        return out.toByteArray();
    }
}
