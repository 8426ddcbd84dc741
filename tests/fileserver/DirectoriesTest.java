package fileserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.support.Leaks;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of directories that are too large for one turn of the loop. */
class DirectoriesTest extends ServerTest {

    private static final Pattern ENTRY = Pattern.compile("<li><a href=\"\\./([^\"]+)\">\\1</a></li>");
    private static final int HUGE = DirectoryPage.SORTED + 2_000;

    @BeforeEach
    void directories() throws Exception {
        fill("many", 2_000);
        Files.createDirectory(root.resolve("many/zz"));
    }

    private void fill(String name, int files) throws Exception {
        Path directory = Files.createDirectory(root.resolve(name));
        Path one = Files.createFile(directory.resolve(names(1).get(0)));
        for (String other : names(files).subList(1, files)) {
            Files.createLink(directory.resolve(other), one);
        }
    }

    private static List<String> names(int files) {
        return IntStream.range(0, files).mapToObj(i -> String.format("file-%06d", i)).toList();
    }

    private static List<String> entries(String page) {
        List<String> entries = new ArrayList<>();
        for (Matcher entry = ENTRY.matcher(page); entry.find(); ) {
            entries.add(entry.group(1));
        }
        assertThat(page).startsWith("<!DOCTYPE html>").contains("<a href=\"../\">").endsWith("</ul></body></html>\n");
        return entries;
    }

    @Test
    void aLargeOneComesInPiecesAndInOrder() throws Exception {
        try (Socket socket = connect()) {
            send(socket, get("/many/") + get("/many/").replace("GET", "HEAD") + get("/hello.txt"));
            Response list = read(socket, true);
            List<String> expected = new ArrayList<>(List.of("zz/"));
            expected.addAll(names(2_000));
            assertThat(entries(list.text())).isEqualTo(expected);
            assertThat(list.headers()).containsEntry("Transfer-Encoding", "chunked").doesNotContainKey("Content-Length");
            assertThat(read(socket, false).headers()).containsEntry("Transfer-Encoding", "chunked");
            assertThat(read(socket, true).text()).isEqualTo("hello, world");
        }
    }

    /** HTTP/1.0 has no pieces: the end of the page is the connection's. */
    @Test
    void whoKnowsNoPiecesGetsAllOfIt() throws Exception {
        try (Socket socket = connect()) {
            send(socket, get("/many/", "Connection: keep-alive").replace("HTTP/1.1", "HTTP/1.0"));
            assertThat(read(socket, false).headers()).doesNotContainKeys("Transfer-Encoding", "Content-Length")
                    .doesNotContainEntry("Connection", "keep-alive");
            assertThat(entries(new String(socket.getInputStream().readAllBytes()))).hasSize(2_001);
        }
    }

    /** Not even to sort it: its memory is bounded, and a client that does not read gets no more read for it. */
    @Test
    void aHugeOneIsNeverAllInMemory() throws Exception {
        fill("huge", HUGE);
        try (Socket slow = connect()) {
            send(slow, get("/huge/"));
            assertThat(fetch("/hello.txt").text()).isEqualTo("hello, world");
            assertThat(entries(read(slow, true).text())).hasSize(HUGE).doesNotHaveDuplicates().containsAll(names(HUGE));
        }
    }

    @Test
    void whoGoesAwayLeavesNothing() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = connect()) {
                send(socket, get("/many/").repeat(3));
                socket.getInputStream().readNBytes(5_000 * i);
                socket.setSoLinger(i % 2 == 0, 0);
            }
        }
        while (Leaks.openDescriptors().containsValue(root.resolve("many").toString())) {
            Thread.onSpinWait();
        }
        assertThat(fetch("/many/").status()).isEqualTo(200);
    }
}
