import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import io.github.jeio.loop.PollThread;
import java.awt.EventQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * A pool whose callbacks run in Swing's thread, where components may be touched. Takes a directory, /usr/share by default, and
 * counts what is in it, as a window would show.
 */
public final class OnSwing {

    private OnSwing() { }

    public static void main(String[] args) throws InterruptedException {
        Executor swing = EventQueue::invokeLater;
        CountDownLatch shown = new CountDownLatch(1);
        try (IoAio io = IoAio.create()) {
            new PollThread(io, swing).start();
            io.aioReaddirx(args.length > 0 ? args[0] : "/usr/share", AioConstants.READDIR_DENTS, entries -> {
                String text = entries == null ? "can't be read" : entries.entries().size() + " entries";
                // in a program with a window: label.setText(text)
                System.out.println(text + (EventQueue.isDispatchThread() ? ", in Swing's thread" : ", elsewhere"));
                shown.countDown();
            });
            shown.await();
        }
    }
}
