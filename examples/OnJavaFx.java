import io.github.jeio.AioRequest;
import io.github.jeio.AioTree;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.loop.PollThread;
import java.util.List;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;

/**
 * A pool whose callbacks run in JavaFX's application thread, where the scene may be touched. Takes a directory, /usr/share by
 * default, and counts what is in it, in a window that never freezes.
 *
 * <pre>
 * java -p javafx-base-21-linux.jar:javafx-graphics-21-linux.jar --add-modules javafx.graphics -cp jeio.jar examples/OnJavaFx.java [directory]
 * </pre>
 */
public final class OnJavaFx extends Application {

    private final IoAio io = IoAio.create();
    private final Text text = new Text();
    private AioRequest<Long> walk;
    private long count;

    public static void main(String[] args) {
        launch(OnJavaFx.class, args);
    }

    @Override
    public void start(Stage stage) {
        List<String> arguments = getParameters().getRaw();
        String directory = arguments.isEmpty() ? "/usr/share" : arguments.get(0);
        new PollThread(io, Platform::runLater).start();
        io.maxPollTime(0.005);      // then the window has a turn

        walk = io.aioTree(directory, AioTree.WHOLE, batch -> {
            count += batch.entries().size();
            text.setText(count + " entries so far");
        }, status -> {
            text.setText(status < 0 ? Errno.message(IoAio.errno()) : status + " entries");
            System.out.println(text.getText() + (Platform.isFxApplicationThread() ? ", in JavaFX's thread" : ", elsewhere"));
        });

        stage.setTitle(directory);
        stage.setScene(new Scene(new StackPane(text), 400, 120));
        stage.show();
    }

    /** By JavaFX, in its thread, when the window is closed. */
    @Override
    public void stop() {
        walk.cancel();              // close() would wait for its end
        io.close();
    }
}
