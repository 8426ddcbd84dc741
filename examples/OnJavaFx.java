import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import io.github.jeio.loop.PollThread;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import javafx.application.Platform;

/**
 * A pool whose callbacks run in JavaFX's application thread, where the scene may be touched. Takes a directory, /usr/share by
 * default, and counts what is in it, as a window would show.
 */
public final class OnJavaFx {

    private OnJavaFx() { }

    public static void main(String[] args) throws InterruptedException {
        Platform.startup(() -> { });    // an Application does this by itself
        Executor fx = Platform::runLater;
        CountDownLatch shown = new CountDownLatch(1);
        try (IoAio io = IoAio.create()) {
            new PollThread(io, fx).start();
            io.aioReaddirx(args.length > 0 ? args[0] : "/usr/share", AioConstants.READDIR_DENTS, entries -> {
                String text = entries == null ? "can't be read" : entries.entries().size() + " entries";
                // in a program with a window: label.setText(text)
                System.out.println(text + (Platform.isFxApplicationThread() ? ", in JavaFX's thread" : ", elsewhere"));
                shown.countDown();
            });
            shown.await();
        }
        Platform.exit();
    }
}
