package fileserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.support.LeakDetector;
import io.github.jeio.support.PoolTest;
import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A file server over a directory with some files, and a client that sends what it likes, by sockets. */
abstract class ServerTest extends PoolTest {

    static final int LARGE = 1_234_567;

    record Response(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    final byte[] large = new byte[LARGE];
    Path root;
    FileServer server;

    @BeforeEach
    void aDirectory() throws Exception {
        root = Files.createDirectory(dir.resolve("root"));
        new Random(1).nextBytes(large);
        Files.write(root.resolve("large.bin"), large);
        Files.writeString(root.resolve("hello.txt"), "hello, world");
        Files.createFile(root.resolve("empty"));
        Files.createDirectories(root.resolve("sub/deeper"));
        Files.writeString(root.resolve("sub/a.html"), "<p>a</p>");
        Files.writeString(dir.resolve("secret"), "secret");
        start(false);
    }

    final void start(boolean walk) throws Exception {
        if (server != null) {
            server.close();
        }
        server = new FileServer(root.toString(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new JeioSender(), 1, walk);
    }

    @AfterEach
    void end() {
        server.close();
        for (int i = 0; i < 3; i++) {
            System.gc();
            ByteBufAllocator.DEFAULT.directBuffer(1).release(); // Netty looks for leaks here
        }
        assertThat(LeakDetector.found()).isEmpty();
    }

    final Socket connect() throws IOException {
        Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String get(String target, String... headers) {
        return "GET " + target + " HTTP/1.1\r\nHost: test\r\n" + String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList()) + "\r\n";
    }

    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c; (c = in.read()) != '\n'; ) {
            if (c < 0) {
                return null;
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** The next response; null where the connection was closed instead. */
    static Response read(Socket socket, boolean body) throws IOException {
        InputStream in = socket.getInputStream();
        String first = line(in);
        if (first == null) {
            return null;
        }
        assertThat(first).startsWith("HTTP/1.1 ");
        int status = Integer.parseInt(first.substring(9, 12));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line; !(line = line(in)).isEmpty(); ) {
            assertThat(headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip())).as(line).isNull();
        }
        assertThat(headers).containsKey("Date");
        if (body && headers.containsKey("Transfer-Encoding")) {
            return new Response(status, headers, chunks(in));
        }
        int length = body && status != 304 && status != 204 ? Integer.parseInt(headers.get("Content-Length")) : 0;
        byte[] content = in.readNBytes(length);
        assertThat(content).hasSize(length);
        return new Response(status, headers, content);
    }

    /** A body of unknown length, in pieces, none of which is large: the loop makes one at a time. */
    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length; (length = Integer.parseInt(line(in), 16)) > 0; line(in)) {
            assertThat(length).as("bytes of a piece").isLessThan(1 << 17);
            body.write(in.readNBytes(length));
        }
        assertThat(line(in)).isEmpty();
        return body.toByteArray();
    }

    /** One request on a connection of its own. */
    final Response ask(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return read(socket, !request.startsWith("HEAD"));
        }
    }

    final Response fetch(String target, String... headers) throws IOException {
        return ask(get(target, headers));
    }
}
