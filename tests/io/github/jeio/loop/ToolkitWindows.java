package io.github.jeio.loop;

import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntBinaryOperator;
import javafx.application.Platform;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.swing.JFrame;
import javax.swing.JLabel;

/**
 * A program that runs one of the examples with a window. When the example says that it is done, this tells what its window
 * shows, and closes it, as a user would; the example and this program end then.
 */
final class ToolkitWindows {

    private ToolkitWindows() { }

    /** @param args the example, and its arguments */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        Runnable look = args[0].equals("OnSwing") ? () -> EventQueue.invokeLater(() -> swing(out)) : () -> Platform.runLater(() -> javaFx(out));
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                look.run();
            }
        });
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) new String[] {args[1]});
    }

    private static void swing(PrintStream out) {
        JFrame frame = (JFrame) Frame.getFrames()[0];
        JLabel label = (JLabel) frame.getContentPane().getComponent(0);
        BufferedImage image = new BufferedImage(frame.getWidth(), frame.getHeight(), BufferedImage.TYPE_INT_RGB);
        frame.paint(image.getGraphics());
        tell(out, frame.isShowing(), frame.getTitle(), label.getText(), image::getRGB, image.getWidth(), image.getHeight());
        frame.dispatchEvent(new WindowEvent(frame, WindowEvent.WINDOW_CLOSING));
    }

    private static void javaFx(PrintStream out) {
        Stage stage = (Stage) Window.getWindows().get(0);
        Text text = (Text) ((Pane) stage.getScene().getRoot()).getChildren().get(0);
        WritableImage image = stage.getScene().snapshot(null);
        tell(out, stage.isShowing(), stage.getTitle(), text.getText(), image.getPixelReader()::getArgb, (int) image.getWidth(),
                (int) image.getHeight());
        stage.close();
    }

    private static void tell(PrintStream out, boolean showing, String title, String text, IntBinaryOperator pixels, int width, int height) {
        boolean written = false;
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                written |= (pixels.applyAsInt(x, y) & 0xFF) < 0x60; // dark, on a light ground
            }
        }
        out.println((showing ? "a window" : "no window") + ", " + title + ": " + text + (written ? "" : ", which is not drawn"));
    }
}
