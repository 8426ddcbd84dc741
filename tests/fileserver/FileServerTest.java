package fileserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioConstants;
import io.github.jeio.support.Leaks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The example's file server, asked by sockets, so that requests need not be such as a well-behaved client makes. */
class FileServerTest extends ServerTest {

    @Test
    void aFileIsServed() throws Exception {
        Response small = fetch("/hello.txt");
        assertThat(small.status()).isEqualTo(200);
        assertThat(small.text()).isEqualTo("hello, world");
        assertThat(small.headers()).containsEntry("Content-Type", "text/plain; charset=utf-8").containsEntry("Accept-Ranges", "bytes")
                .containsKeys("ETag", "Last-Modified");
        Response all = fetch("/large.bin?v=1#x");
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.body()).isEqualTo(large);
        assertThat(all.headers()).containsEntry("Content-Type", "application/octet-stream");
        assertThat(fetch("/empty").body()).isEmpty();
        assertThat(fetch("/sub/a.html").headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
        assertThat(fetch("http://test/hello.txt").text()).isEqualTo("hello, world");
        assertThat(fetch("/nothing").status()).isEqualTo(404);
        assertThat(fetch("/hello.txt/").status()).isEqualTo(404);
        assertThat(fetch("/hello.txt/x").status()).isEqualTo(404);
    }

    @Test
    void aHeadHasNoBody() throws Exception {
        try (Socket socket = connect()) {
            send(socket, get("/large.bin").replace("GET", "HEAD") + get("/hello.txt"));
            Response head = read(socket, false);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers()).containsEntry("Content-Length", "" + LARGE);
            assertThat(read(socket, true).text()).isEqualTo("hello, world");
        }
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-4, hello, 0-4", "bytes=7-, world, 7-11", "bytes=-5, world, 7-11", "bytes=7-100, world, 7-11",
        "'bytes= 0-0', h, 0-0", "bytes=-100, 'hello, world', 0-11", "'bytes=0-0,100-', h, 0-0"})
    void aRangeIsServed(String range, String content, String of) throws Exception {
        Response response = fetch("/hello.txt", "Range: " + range);
        assertThat(response.status()).isEqualTo(206);
        assertThat(response.text()).isEqualTo(content);
        assertThat(response.headers()).containsEntry("Content-Range", "bytes " + of + "/12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-4", "bytes=", "bytes=a-b", "bytes=-", "lines=1-2", "bytes=0-11,0-11", "bytes=1", "bytes=0x1-2", "bytes=--1"})
    void aRangeThatIsNoneIsIgnored(String range) throws Exception {
        Response response = fetch("/hello.txt", "Range: " + range);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("hello, world");
    }

    @Test
    void aRangeBeyondTheEndIsRefused() throws Exception {
        for (String range : new String[] {"bytes=12-", "bytes=99999999999999999999-", "bytes=-0"}) {
            Response response = fetch("/hello.txt", "Range: " + range);
            assertThat(response.status()).isEqualTo(416);
            assertThat(response.headers()).containsEntry("Content-Range", "bytes */12");
        }
        Response part = fetch("/large.bin", "Range: bytes=100000-1000000");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(large, 100_000, 1_000_001));
    }

    @Test
    void severalRangesAreParts() throws Exception {
        Response response = fetch("/large.bin", "Range: bytes=0-9, 100-300099, -7");
        assertThat(response.status()).isEqualTo(206);
        String type = response.headers().get("Content-Type");
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        int[][] ranges = {{0, 10}, {100, 300_100}, {LARGE - 7, LARGE}};
        for (int[] range : ranges) {
            expected.write(("\r\n--" + boundary + "\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes " + range[0] + "-"
                    + (range[1] - 1) + "/" + LARGE + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            expected.write(large, range[0], range[1] - range[0]);
        }
        expected.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(response.body()).isEqualTo(expected.toByteArray());
    }

    @Test
    void whatTheClientHasIsNotSentAgain() throws Exception {
        Response first = fetch("/hello.txt");
        String etag = first.headers().get("ETag");
        String modified = first.headers().get("Last-Modified");
        assertThat(fetch("/hello.txt", "If-None-Match: " + etag).status()).isEqualTo(304);
        assertThat(fetch("/hello.txt", "If-None-Match: \"x\", W/" + etag).status()).isEqualTo(304);
        assertThat(fetch("/hello.txt", "If-None-Match: *").status()).isEqualTo(304);
        assertThat(fetch("/hello.txt", "If-None-Match: \"x\"", "If-Modified-Since: " + modified).status()).isEqualTo(200);
        assertThat(fetch("/hello.txt", "If-Modified-Since: " + modified).status()).isEqualTo(304);
        assertThat(fetch("/hello.txt", "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT").status()).isEqualTo(200);
        assertThat(fetch("/hello.txt", "If-Modified-Since: nonsense").status()).isEqualTo(200);
        assertThat(fetch("/hello.txt", "If-Match: \"x\"").status()).isEqualTo(412);
        assertThat(fetch("/hello.txt", "If-Match: " + etag).status()).isEqualTo(200);
        assertThat(fetch("/hello.txt", "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT").status()).isEqualTo(412);
        assertThat(fetch("/hello.txt", "If-Range: " + etag, "Range: bytes=0-4").text()).isEqualTo("hello");
        assertThat(fetch("/hello.txt", "If-Range: " + modified, "Range: bytes=0-4").text()).isEqualTo("hello");
        assertThat(fetch("/hello.txt", "If-Range: \"x\"", "Range: bytes=0-4").status()).isEqualTo(200);

        Files.writeString(root.resolve("hello.txt"), "hello, another world");
        assertThat(fetch("/hello.txt", "If-None-Match: " + etag).text()).isEqualTo("hello, another world");
    }

    @Test
    void aDirectoryIsListedOrIsItsIndex() throws Exception {
        Files.createFile(root.resolve("<&\"'> x"));
        Files.createFile(root.resolve("javascript:alert(1)"));
        Response list = fetch("/");
        assertThat(list.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
        assertThat(list.text()).contains("<a href=\"./sub/\">sub/</a>", "<a href=\"./hello.txt\">hello.txt</a>",
                "<a href=\"./%3C%26%22&#39;%3E%20x\">&lt;&amp;&quot;&#39;&gt; x</a>", "<a href=\"./javascript:alert(1)\">").doesNotContain("../");
        assertThat(fetch("/sub/").text()).contains("<a href=\"../\">", "deeper/", "a.html");
        Response moved = fetch("/sub");
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.headers()).containsEntry("Location", "/sub/");
        assertThat(fetch("//sub").headers()).containsEntry("Location", "/sub/");
        Files.writeString(root.resolve("sub/index.html"), "index");
        assertThat(fetch("/sub/").text()).isEqualTo("index");
        assertThat(fetch("/sub/deeper/..").text()).isEqualTo("index");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a b", "100%", "%41", "a+b", "a?b", "a#b", "a&b;c", "ä€😀", "\uDCFF\uDC80x", "\\", "-", "~", "...", "a\nb", "*"})
    void oddNamesAreServed(String name) throws Exception {
        long fd = io.aioOpen(path("root/" + name), AioConstants.O_WRONLY | AioConstants.O_CREAT, 0644).await();
        java.nio.ByteBuffer content = java.nio.ByteBuffer.allocateDirect(3).put(new byte[] {'o', 'd', 'd'}).flip();
        io.aioWrite((int) fd, 0, content).await();
        io.aioClose((int) fd).await();

        assertThat(fetch("/" + Names.encode(name)).text()).isEqualTo("odd");
        assertThat(Names.decode(Names.encode(name))).isEqualTo(name);
        assertThat(fetch("/").text()).contains("\"./" + Names.html(Names.encode(name)) + "\"");
    }

    /** Neither way of opening leads out, whatever a request names and whatever links are in the directory. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingOutsideIsServed(boolean walk) throws Exception {
        start(walk);
        Files.createSymbolicLink(root.resolve("absolute"), dir.resolve("secret"));
        Files.createSymbolicLink(root.resolve("relative"), Path.of("../secret"));
        Files.createSymbolicLink(root.resolve("out"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("sub/up"), Path.of("../.."));
        Files.createSymbolicLink(root.resolve("self"), Path.of("/proc/self/root" + dir.resolve("secret")));
        Files.createSymbolicLink(root.resolve("inside"), Path.of("hello.txt"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        for (String target : new String[] {"/../secret", "/%2e%2e/secret", "/..%2fsecret", "/sub/../../secret", "/%2e%2e%2fsecret", "/..\\secret",
            "/sub/..%5c..%5csecret", "/absolute", "/relative", "/out/secret", "/out/", "/sub/up/secret", "/self", "/loop", "/./../secret",
            "/%252e%252e/secret", "/..;/secret", "/.%00./secret", "/secret%00", "/hello.txt%00.html", "/%", "/%4", "/%zz", "/%c0%ae%c0%ae/secret", "secret",
            "*", "../secret", "/" + dir + "/secret", "/%2f" + dir + "/secret", "file://" + dir + "/secret", "/proc/self/environ", "/%uff0e%uff0e/secret"}) {
            Response response = fetch(target);
            assertThat(response.status()).as(target).isBetween(400, 404);
            assertThat(response.text()).as(target).doesNotContain("secret");
        }
        assertThat(fetch("/inside").status()).isEqualTo(walk ? 404 : 200);
        assertThat(fetch("/hello.txt").text()).isEqualTo("hello, world");
        assertThat(fetch("/sub/a.html").text()).isEqualTo("<p>a</p>");
        assertThat(fetch("/sub/").text()).contains("a.html");
    }

    @Test
    void whatIsNoFileIsRefused() throws Exception {
        run("mkfifo", path("root/fifo"));
        assertThat(fetch("/fifo").status()).isEqualTo(403);
        Files.createSymbolicLink(root.resolve("sub/index.html"), Path.of("../fifo"));
        assertThat(fetch("/sub/").status()).isEqualTo(403);
    }

    @Test
    void requestsAreAnsweredInTheirOrder() throws Exception {
        StringBuilder requests = new StringBuilder();
        Map<Integer, String> expected = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            requests.append(i % 10 == 0 ? get("/large.bin", "Range: bytes=" + i + "-" + (i + 99_999)) : i % 10 == 1 ? get("/nothing") : get("/hello.txt"));
        }
        try (Socket socket = connect()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    send(socket, requests.toString());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            for (int i = 0; i < 300; i++) {
                Response response = read(socket, true);
                if (i % 10 == 0) {
                    assertThat(response.body()).isEqualTo(Arrays.copyOfRange(large, i, i + 100_000));
                } else {
                    assertThat(response.status()).isEqualTo(i % 10 == 1 ? 404 : 200);
                }
            }
            sent.join();
        }
    }

    @Test
    void aConnectionIsKeptOrClosedAsTheClientSays() throws Exception {
        try (Socket socket = connect()) {
            send(socket, get("/hello.txt", "Connection: close"));
            Response response = read(socket, true);
            assertThat(response.headers()).containsEntry("Connection", "close");
            assertThat(read(socket, true)).isNull();
        }
        try (Socket socket = connect()) {
            send(socket, "GET /hello.txt HTTP/1.0\r\n\r\n");
            assertThat(read(socket, true).text()).isEqualTo("hello, world");
            assertThat(read(socket, true)).isNull();
        }
        try (Socket socket = connect()) {
            send(socket, "GET /hello.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(read(socket, true).headers()).containsEntry("Connection", "keep-alive");
            send(socket, get("/hello.txt"));
            assertThat(read(socket, true).text()).isEqualTo("hello, world");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "400 | GET /\\r\\n\\r\\n", "400 | \\0\\1\\2\\3\\r\\n\\r\\n", "400 | GET /hello.txt HTTP/1.1\\r\\n\\r\\n", "400 | GET /hello.txt HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n",
        "405 | POST /hello.txt HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 3\\r\\n\\r\\nabc", "405 | TRACE / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
        "405 | DELETE /hello.txt HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n", "417 | GET / HTTP/1.1\\r\\nHost: a\\r\\nExpect: more\\r\\n\\r\\n",
        "204 | OPTIONS / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
        "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 3\\r\\nContent-Length: 4\\r\\n\\r\\nabc", "400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: x\\r\\n\\r\\n"})
    void whatIsNoGoodRequestIsRefused(int status, String request) throws Exception {
        String raw = request.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0").replace("\\1", "\1").replace("\\2", "\2").replace("\\3", "\3");
        assertThat(ask(raw).status()).isEqualTo(status);
        assertThat(fetch("/hello.txt").text()).isEqualTo("hello, world");
    }

    @Test
    void whatIsTooLongIsRefused() throws Exception {
        assertThat(fetch("/" + "x".repeat(9_000)).status()).isEqualTo(414);
        assertThat(fetch("/hello.txt", "X: " + "x".repeat(20_000)).status()).isEqualTo(431);
        assertThat(fetch("/" + "x".repeat(300)).status()).isEqualTo(404);
        assertThat(fetch("/" + "x/".repeat(3_000)).status()).isEqualTo(404);
        try (Socket socket = connect()) {
            send(socket, "GET /hello.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n");
            assertThat(read(socket, true).headers()).containsEntry("Connection", "close");
        }
    }

    @Test
    void clientsThatGoAwayLeaveNothing() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = connect()) {
                send(socket, (i % 2 == 0 ? get("/large.bin") : get("/large.bin", "Range: bytes=0-900000,1-7")).repeat(5));
                socket.getInputStream().readNBytes(1000 * i);
                socket.setSoLinger(i % 3 == 0, 0);
            }
            try (Socket socket = connect()) {
                send(socket, get("/large.bin").substring(0, i));
            }
        }
        while (Leaks.openDescriptors().containsValue(root.resolve("large.bin").toString())) {
            Thread.onSpinWait();
        }
        assertThat(fetch("/hello.txt").text()).isEqualTo("hello, world");
    }

    @Test
    void whatHasBegunIsFinishedAtTheEnd() throws Exception {
        Files.write(root.resolve("huge"), new byte[20_000_000]);
        try (Socket busy = connect(); Socket idle = connect()) {
            send(idle, get("/hello.txt"));
            read(idle, true);
            send(busy, get("/huge") + get("/hello.txt"));
            InputStream in = busy.getInputStream();
            while (!line(in).isEmpty()) {
                // the head: the response has begun
            }
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            assertThat(in.readAllBytes()).as("the whole file, and no further response").hasSize(20_000_000);
            closing.join();
        }
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }

    /** A page, a picture, a film that is sought in, an icon that isn't there, and the page once more: what Chromium sends for them. */
    @Test
    void aBrowserGetsAPageAndWhatIsInIt() throws Exception {
        Files.writeString(root.resolve("index.html"), "<video src=\"film.mp4\"></video><img src=\"picture.png\">");
        Files.write(root.resolve("picture.png"), new byte[5_000]);
        Files.write(root.resolve("film.mp4"), large);
        String[] always = {"Connection: keep-alive", "sec-ch-ua: \"Chromium\";v=\"156\"", "sec-ch-ua-mobile: ?0",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
            "Accept-Language: en-US,en;q=0.9"};
        String[] page = {"Upgrade-Insecure-Requests: 1", "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
            "Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate", "Sec-Fetch-User: ?1", "Sec-Fetch-Dest: document", "Accept-Encoding: gzip, deflate, br, zstd"};
        String[] part = {"Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: no-cors", "Referer: http://test/", "Accept: image/avif,image/*,*/*;q=0.8",
            "Accept-Encoding: gzip, deflate, br, zstd"};
        String[] film = {"Sec-Fetch-Site: same-origin", "Sec-Fetch-Dest: video", "Referer: http://test/", "Accept: */*", "Accept-Encoding: identity"};
        try (Socket socket = connect()) {
            Response first = browse(socket, "/", always, page);
            assertThat(first.text()).contains("film.mp4");
            assertThat(first.headers()).containsEntry("Content-Type", "text/html; charset=utf-8").doesNotContainKey("Content-Encoding");
            assertThat(browse(socket, "/picture.png", always, part).headers()).containsEntry("Content-Type", "image/png");
            Response begin = browse(socket, "/film.mp4", always, film, new String[] {"Range: bytes=0-"});
            assertThat(begin.status()).isEqualTo(206);
            assertThat(begin.headers()).containsEntry("Content-Type", "video/mp4").containsEntry("Content-Range", "bytes 0-" + (LARGE - 1) + "/" + LARGE);
            String[] later = {"Range: bytes=1000000-", "If-Range: " + begin.headers().get("ETag")};
            assertThat(browse(socket, "/film.mp4", always, film, later).body()).isEqualTo(Arrays.copyOfRange(large, 1_000_000, LARGE));
            assertThat(browse(socket, "/favicon.ico", always, part).status()).isEqualTo(404);
            String[] again = {"Cache-Control: max-age=0", "If-None-Match: " + first.headers().get("ETag"),
                "If-Modified-Since: " + first.headers().get("Last-Modified")};
            assertThat(browse(socket, "/", always, page, again).status()).isEqualTo(304);
        }
    }

    private static Response browse(Socket socket, String target, String[]... headers) throws IOException {
        send(socket, get(target, Arrays.stream(headers).flatMap(Arrays::stream).toArray(String[]::new)));
        return read(socket, true);
    }

    @Test
    void curlGetsWhatItAsksFor() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "needs curl");
        String url = "http://" + server.address().getAddress().getHostAddress() + ":" + server.address().getPort();
        run("curl", "-sSf", "-o", path("got"), url + "/large.bin");
        run("cmp", path("got"), path("root/large.bin"));
        run("truncate", "-s", "500000", path("got"));
        run("curl", "-sSf", "-C", "-", "-o", path("got"), url + "/large.bin");
        run("cmp", path("got"), path("root/large.bin"));
        assertThat(run("curl", "-sS", "-L", "-w", "%{http_code} %{num_redirects}", "-o", "/dev/null", url + "/sub")).isEqualTo("200 1");
        assertThat(run("curl", "-sS", "--path-as-is", "-w", "%{http_code}", "-o", "/dev/null", url + "/../secret")).isEqualTo("400");
        assertThat(run("curl", "-sS", "-z", path("root/hello.txt"), "-w", "%{http_code}", url + "/hello.txt")).isEqualTo("304");
        assertThat(run("curl", "-sSI", url + "/large.bin")).containsIgnoringCase("Content-Length: " + LARGE);
    }
}
