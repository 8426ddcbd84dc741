import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A relay on the loopback address that holds the bytes of each direction back for some milliseconds, as a distant network does,
 * and limits nothing else: {@code java Relay.java PORT TARGET_PORT MILLISECONDS}.
 */
public final class Relay {

    /** Bytes, and when they are due. None: the end. */
    private record Piece(byte[] bytes, long due) { }

    private Relay() { }

    /**
     * Relays until it is killed.
     *
     * @param args port to listen on, port to connect to, delay of each direction
     */
    public static void main(String[] args) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        long delay = TimeUnit.MICROSECONDS.toNanos((long) (1000 * Double.parseDouble(args[2])));
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]), 16, loopback)) {
            System.out.println("relaying");
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket(loopback, Integer.parseInt(args[1]));
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                relay(near, far, delay);
                relay(far, near, delay);
            }
        }
    }

    private static void relay(Socket from, Socket to, long delay) {
        BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
        start(() -> read(from, pieces, delay));
        start(() -> write(to, pieces));
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private static void read(Socket from, BlockingQueue<Piece> pieces, long delay) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                byte[] bytes = new byte[count];
                System.arraycopy(buffer, 0, bytes, 0, count);
                pieces.add(new Piece(bytes, System.nanoTime() + delay));
            }
        } catch (IOException e) {
            System.err.println(e);
        }
        pieces.add(new Piece(new byte[0], System.nanoTime() + delay));
    }

    private static void write(Socket to, BlockingQueue<Piece> pieces) {
        try {
            OutputStream out = to.getOutputStream();
            for (Piece piece = pieces.take(); piece.bytes.length > 0; piece = pieces.take()) {
                TimeUnit.NANOSECONDS.sleep(piece.due - System.nanoTime());
                out.write(piece.bytes);
            }
            to.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            System.err.println(e);
        }
    }
}
