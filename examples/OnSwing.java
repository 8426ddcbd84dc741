import io.github.jeio.AioRequest;
import io.github.jeio.AioTree;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.loop.PollThread;
import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingConstants;

/**
 * A pool whose callbacks run in Swing's thread, where components may be touched. Takes a directory, /usr/share by default, and
 * counts what is in it, in a window that never freezes.
 *
 * <pre>
 * java -cp jeio.jar examples/OnSwing.java [directory]
 * </pre>
 */
public final class OnSwing {

    private final IoAio io = IoAio.create();
    private final JLabel label = new JLabel("", SwingConstants.CENTER);
    private long count;

    private OnSwing() { }

    public static void main(String[] args) {
        EventQueue.invokeLater(() -> new OnSwing().show(args.length > 0 ? args[0] : "/usr/share"));
    }

    private void show(String directory) {
        new PollThread(io, EventQueue::invokeLater).start();
        io.maxPollTime(0.005);      // then the window has a turn

        AioRequest<Long> walk = io.aioTree(directory, AioTree.WHOLE, batch -> {
            count += batch.entries().size();
            label.setText(count + " entries so far");
        }, status -> {
            label.setText(status < 0 ? Errno.message(IoAio.errno()) : status + " entries");
            System.out.println(label.getText() + (EventQueue.isDispatchThread() ? ", in Swing's thread" : ", elsewhere"));
        });

        JFrame frame = new JFrame(directory);
        frame.add(label, BorderLayout.CENTER);
        frame.setSize(400, 120);
        frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent event) {
                walk.cancel();      // close() would wait for its end, in Swing's thread
                io.close();
            }
        });
        frame.setVisible(true);
    }
}
