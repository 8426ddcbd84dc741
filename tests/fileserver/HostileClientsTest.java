package fileserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.support.Leaks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file server, asked for what no browser asks for: it answers or closes, and keeps no descriptor. */
class HostileClientsTest extends ServerTest {

    private static final int COLD = 20_000_000;

    /** A date's parser refuses what is long, and does so by an exception. */
    @Test
    void aDateOfAnyLengthIsOne() throws Exception {
        for (String piece : new String[] {"1", "\u00ff", "Sat, 28 Nov 2026 00:00:00 GMT, "}) {
            String date = piece.repeat(100);
            assertThat(fetch("/hello.txt", "If-Modified-Since: " + date).status()).isEqualTo(200);
            assertThat(fetch("/hello.txt", "If-Unmodified-Since: " + date).status()).isEqualTo(200);
            assertThat(fetch("/hello.txt", "If-Range: " + date, "Range: bytes=0-1").status()).isEqualTo(200);
        }
    }

    /** Whatever is in them; the server's own mistakes would show as a connection that is closed without a response. */
    @Test
    void anyHeaderIsAnswered() throws Exception {
        Random random = new Random(14);
        String[] names = {"Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"};
        String[] pieces = {"bytes=", "-", ",", "0", "7", "99999999999999999999", "\"", "*", "W/", " ", "GMT", "Sat, ", "28 Nov 2026 ", ":", "\t", "\u00e4", "=",
            "a"};
        Socket socket = connect();
        try {
            for (int i = 0; i < 1_500; i++) {
                String[] headers = new String[1 + random.nextInt(3)];
                for (int h = 0; h < headers.length; h++) {
                    StringBuilder value = new StringBuilder(names[random.nextInt(names.length)] + ": ").append(random.nextBoolean() ? "bytes=" : "");
                    for (int n = random.nextInt(30); n > 0; n--) {
                        value.append(pieces[random.nextInt(pieces.length)]);
                    }
                    headers[h] = value.toString();
                }
                send(socket, get(random.nextInt(4) > 0 ? "/hello.txt" : "/large.bin", headers));
                Response response = read(socket, true);
                assertThat(response).as(String.join("\n", headers)).isNotNull();
                assertThat(response.status()).as(String.join("\n", headers)).isIn(200, 206, 304, 412, 416);
            }
        } finally {
            socket.close();
        }
    }

    /** As nc does, and whoever else has nothing more to say: the answers come all the same. */
    @Test
    void whoSendsNoMoreIsAnswered() throws Exception {
        for (String version : new String[] {"HTTP/1.1", "HTTP/1.0"}) {
            try (Socket socket = connect()) {
                send(socket, (get("/hello.txt", "Connection: keep-alive") + get("/large.bin")).replace("HTTP/1.1", version));
                socket.shutdownOutput();
                assertThat(read(socket, true).text()).isEqualTo("hello, world");
                assertThat(read(socket, true).body()).isEqualTo(large);
                assertThat(read(socket, true)).isNull();
            }
        }
        try (Socket socket = connect()) {
            socket.shutdownOutput();
            assertThat(read(socket, true)).isNull();
        }
        try (Socket socket = connect()) {
            send(socket, get("/hello.txt"));
            read(socket, true);
            socket.shutdownOutput();
            assertThat(read(socket, true)).isNull();
        }
        try (Socket socket = connect()) {
            send(socket, "GET /hello.txt HTTP/1.1\r\nHost: a\r\n");
            socket.shutdownOutput();
            assertThat(read(socket, true).status()).as("half a head").isEqualTo(400);
            assertThat(read(socket, true)).isNull();
        }
    }

    @Test
    void aVersionIsKnownOrNot() throws Exception {
        for (String version : new String[] {"HTTP/2.0", "HTTP/0.9", "HTTP/9.9"}) {
            assertThat(ask(get("/hello.txt").replace("HTTP/1.1", version)).status()).as(version).isEqualTo(505);
        }
        for (String version : new String[] {"FOO/1.1", "HTTP/1.1x", "HTTP/999999999999.1"}) {
            assertThat(ask(get("/hello.txt").replace("HTTP/1.1", version)).status()).as(version).isEqualTo(400);
        }
        assertThat(ask(get("/hello.txt").replace("HTTP/1.1", "HTTP/1.2")).status()).isEqualTo(200);
    }

    @Test
    void aRequestIsForOneHost() throws Exception {
        for (String request : new String[] {"OPTIONS * HTTP/1.1", "POST / HTTP/1.1", "GET /hello.txt HTTP/1.2",
            "GET /hello.txt HTTP/1.0\r\nHost: a\r\nHost: b"}) {
            assertThat(ask(request + "\r\n\r\n").status()).as(request).isEqualTo(400);
        }
    }

    /** The body may come after the response, or never: so that response is the last one. */
    @Test
    void whatIsExpectedIsTheFileOrAnEnd() throws Exception {
        assertThat(fetch("/hello.txt", "Expect: 100-continue").text()).isEqualTo("hello, world");
        assertThat(fetch("/hello.txt", "Expect: a miracle").status()).isEqualTo(417);
        assertThat(ask("GET /hello.txt HTTP/1.0\r\nExpect: a miracle\r\n\r\n").text()).isEqualTo("hello, world");
        for (String method : new String[] {"GET", "POST"}) {
            try (Socket socket = connect()) {
                send(socket, get("/hello.txt", "Expect: 100-continue", "Content-Length: 5").replace("GET", method) + get("/large.bin"));
                assertThat(read(socket, true).headers()).containsEntry("Connection", "close");
                assertThat(read(socket, true)).isNull();
            }
        }
    }

    @Test
    void anAbsoluteTargetIsThePath() throws Exception {
        for (String target : new String[] {"HTTP://TEST/hello.txt", "https://test:1/hello.txt", "http://a:b@test/hello.txt",
            "http://test/sub/../hello.txt?x", "http://test", "http://test?x"}) {
            assertThat(fetch(target).status()).as(target).isEqualTo(200);
        }
        for (String target : new String[] {"http:///hello.txt", "http://", "http:/hello.txt", "ftp://test/hello.txt", "http://test/../secret",
            "http://test/%2e%2e/secret", "http://../secret", "//test/hello.txt"}) {
            Response response = fetch(target);
            assertThat(response.status()).as(target).isIn(400, 404);
            assertThat(response.text()).doesNotContain("secret");
        }
    }

    @Test
    void aStarIsOneOnlyByItself() throws Exception {
        assertThat(fetch("/hello.txt", "If-None-Match: \"x,*,y\"").status()).isEqualTo(200);
        assertThat(fetch("/hello.txt", "If-Match: \"x,*,y\"").status()).isEqualTo(412);
        assertThat(fetch("/hello.txt", "If-None-Match: *").status()).isEqualTo(304);
        assertThat(fetch("/hello.txt", "If-Match: *").status()).isEqualTo(200);
    }

    /** Ranges may overlap; what they come to is never more than the file. */
    @Test
    void overlappingRangesAreSentAsTheyWereAskedFor() throws Exception {
        String text = fetch("/hello.txt", "Range: bytes=0-3,2-5").text();
        assertThat(text).containsSubsequence("bytes 0-3/12", "hell", "bytes 2-5/12", "llo,");
        assertThat(fetch("/hello.txt", "Range: bytes=0-8,2-").status()).as("more than the file").isEqualTo(200);
        assertThat(fetch("/large.bin", "Range: bytes=" + "0-0,".repeat(17)).status()).as("too many").isEqualTo(200);
        assertThat(fetch("/large.bin", "Range: bytes=" + "0-0,".repeat(16)).status()).isEqualTo(206);
        assertThat(fetch("/hello.txt", "Range: bytes=-0,12-").status()).isEqualTo(416);
        assertThat(fetch("/empty", "Range: bytes=0-").status()).isEqualTo(416);
    }

    /** Heads that come in pieces, or many in one, of all kinds. */
    @Test
    void aMixtureInPiecesIsAnsweredInItsOrder() throws Exception {
        String[] requests = {get("/hello.txt"), get("/large.bin").replace("GET", "HEAD"), get("/nothing").replace("GET", "HEAD"), get("/sub"),
            get("/sub/").replace("GET", "HEAD"), get("/large.bin", "Range: bytes=5-70000"), get("/hello.txt", "If-None-Match: *"),
            get("/hello.txt", "Range: bytes=99-"), get("/large.bin", "Range: bytes=0-9,100-80000"), get("/empty"),
            get("/", "Content-Length: 3").replace("GET", "POST") + "GET", get("/").replace("GET", "OPTIONS")};
        int[] statuses = {200, 200, 404, 301, 200, 206, 304, 416, 206, 200, 405, 204};
        Random random = new Random(7);
        List<Integer> order = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            int kind = random.nextInt(requests.length);
            order.add(kind);
            all.write(requests[kind].getBytes(StandardCharsets.US_ASCII));
        }
        try (Socket socket = connect()) {
            socket.setTcpNoDelay(true);
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendInPieces(socket, all.toByteArray(), random));
            for (int kind : order) {
                assertThat(read(socket, !requests[kind].startsWith("HEAD")).status()).as(requests[kind]).isEqualTo(statuses[kind]);
            }
            sent.join();
        }
    }

    private static void sendInPieces(Socket socket, byte[] bytes, Random random) {
        try {
            OutputStream out = socket.getOutputStream();
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 4 : 700));
                out.write(bytes, at, length);
                at += length;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoGoesAwayInTheMiddleOfAColdFileLeavesNothing() throws Exception {
        Path cold = Files.write(root.resolve("cold"), new byte[COLD]);
        for (int i = 0; i < 6; i++) {
            dropFromCache(cold);
            try (Socket socket = connect()) {
                send(socket, (i % 2 == 0 ? get("/cold") : get("/cold", "Range: bytes=0-9999999,10000000-")).repeat(3));
                socket.getInputStream().readNBytes(i < 2 ? 0 : 300_000 * i);
                if (i % 3 == 0) {
                    socket.setSoLinger(true, 0);
                } else if (i % 3 == 1) {
                    socket.shutdownOutput();
                }
            }
        }
        while (Leaks.openDescriptors().containsValue(cold.toString())) {
            Thread.onSpinWait();
        }
        assertThat(fetch("/cold").body()).hasSize(COLD);
    }

    private void dropFromCache(Path file) throws Exception {
        int fd = io.aioOpen(file.toString(), AioConstants.O_RDONLY, 0).await();
        io.aioFdatasync(fd).await();
        Advanced.fadvise(fd, 0, 0, AioConstants.FADV_DONTNEED);
        io.aioClose(fd).await();
    }

    /** The client was promised more, so its connection is closed; nobody else's is. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Range: bytes=0-9999999,10000000-"})
    void aFileThatBecomesShorterEndsItsConnection(String range) throws Exception {
        Path file = Files.write(root.resolve("shrinks"), new byte[COLD]);
        try (Socket socket = connect()) {
            send(socket, range.isEmpty() ? get("/shrinks") : get("/shrinks", range));
            InputStream in = socket.getInputStream();
            in.readNBytes(10_000);
            try (var channel = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
                channel.truncate(100);
            }
            assertThat(in.readAllBytes().length).isLessThan(COLD);
        }
        assertThat(fetch("/hello.txt").text()).isEqualTo("hello, world");
    }

    /** A directory that becomes a link while it is being looked up is one of the two, and a link leads nowhere. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLinkThatComesInBetweenLeadsNowhere(boolean walk) throws Exception {
        start(walk);
        Path outside = Files.createDirectory(dir.resolve("outside"));
        Files.writeString(outside.resolve("a.html"), "secret");
        Path inside = Files.move(root.resolve("sub"), root.resolve("inside"));
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> swapping = CompletableFuture.runAsync(() -> swap(inside, outside, over));
        try (Socket socket = connect()) {
            for (int i = 0; i < 500; i++) {
                send(socket, get("/sub/a.html"));
                Response response = read(socket, true);
                assertThat(response.status()).isIn(200, 404, 503);
                assertThat(response.text()).doesNotContain("secret");
            }
        } finally {
            over.set(true);
            swapping.join();
        }
    }

    private void swap(Path inside, Path outside, AtomicBoolean over) {
        Path name = root.resolve("sub");
        try {
            while (!over.get()) {
                Path link = Files.createSymbolicLink(root.resolve("link"), outside);
                Files.move(link, name, StandardCopyOption.ATOMIC_MOVE);
                Files.delete(name);
                Files.move(inside, name);
                Files.move(name, inside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With work for each byte that grows with the name, this would not end. */
    @Test
    void aNameOfAnyBytesIsDecodedInOneGo() {
        assertThat(Names.decode("\u00ff".repeat(1 << 20))).isEqualTo("\uDCFF".repeat(1 << 20));
        assertThat(Names.decode("a%ff%c3%a4%c3".repeat(1000))).isEqualTo("a\uDCFF\u00e4\uDCC3".repeat(1000));
    }
}
