package io.github.jeio.requests;

import static io.github.jeio.AioConstants.F_SETLK;
import static io.github.jeio.AioConstants.F_WRLCK;
import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where paths lead, as the system calls and realpath(3) follow them. */
class WhereTest extends RequestTest {

    /** A chain of so many links to a directory; the name of the first. */
    private String chain(int links) {
        sh("cd $1 && mkdir end && ln -s end l1 && i=1 && while [ $i -lt $2 ]; do ln -s l$i l$((i+1)); i=$((i+1)); done",
                dir.toString(), Integer.toString(links));
        return "l" + links;
    }

    @ParameterizedTest
    @ValueSource(strings = {"f/", "f/.", "f/..", "f/./", "f//", "f/x", "link/", "link/.."})
    void aFileIsNoDirectoryOnTheWay(String path) throws Exception {
        run("ln", "-s", "f", path("link"));
        file("f", "");
        assertFails(io.aioRealpath(path(path)), Errno.ENOTDIR);
        AioWd wd = get(io.aioWd(dir.toString()));
        assertFails(wd.aioRealpath(path), Errno.ENOTDIR);
        wd.close();
    }

    @Test
    void fortyLinksAreFollowedAndNotOneMore() throws Exception {
        String forty = chain(40);
        run("ln", "-s", "l40", path("l41"));
        AioWd wd = get(io.aioWd(dir.toString()));
        for (PathRequests scope : List.of(io, wd)) {
            String prefix = scope == io ? dir + "/" : "";
            assertThat(get(scope.aioRealpath(prefix + forty))).isEqualTo(dir.toRealPath() + "/end");
            assertFails(scope.aioRealpath(prefix + "l41"), Errno.ELOOP);
            get(scope.aioWd(prefix + forty)).close();
            assertFails(scope.aioWd(prefix + "l41"), Errno.ELOOP);
        }
        wd.close();
    }

    @Test
    void aPathRelativeToTheRootHasOneSlash() throws Exception {
        AioWd root = get(io.aioWd("/"));
        assertThat(get(root.aioRealpath("tmp"))).isEqualTo(Path.of("/tmp").toRealPath().toString());
        assertThat(get(root.aioRealpath("."))).isEqualTo("/");
        assertThat(get(root.aioRealpath(".."))).isEqualTo("/");
        assertFails(root.aioRealpath(""), Errno.ENOENT);
        root.close();
    }

    @Test
    void theSizeOfAFileSystemIsToldBySocketsToo() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path("s")));
            AioWd wd = get(io.aioWd(dir.toString()));
            assertThat(get(io.aioStatvfs(path("s"))).blocks()).isEqualTo(Long.parseLong(run("stat", "-f", "-c", "%b", path("s"))));
            assertThat(get(wd.aioStatvfs("s")).fsid()).isEqualTo(get(wd.aioStatvfs(".")).fsid());
            wd.close();
        }
    }

    @Test
    void locksOfTheProcessStay() throws Exception {
        String file = file("f", "0123456789");
        int fd = open(file, O_RDWR);
        ByteBuffer lock = ByteBuffer.allocateDirect(32).order(ByteOrder.nativeOrder()).putShort(0, (short) F_WRLCK);
        get(io.aioFcntl(fd, F_SETLK, lock));
        String inode = ":" + stat("%i", file) + " ";
        AioWd wd = get(io.aioWd(dir.toString()));
        assertThat(Files.readString(Path.of("/proc/locks"))).contains(inode);
        get(io.aioStatvfs(file));
        get(wd.aioStatvfs("f"));
        get(io.aioTruncate(file, 5));
        get(wd.aioTruncate("f", 4));
        assertThat(Files.readString(Path.of("/proc/locks"))).contains(inode);
        assertThat(run("cat", file)).isEqualTo("0123");
        wd.close();
    }

    // what may only be searched

    /** Makes requests on a directory that may be searched and not read, and on a file that may not be read either. */
    static final class Searching {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.shared();
            AioWd wd = io.aioWd(args[0] + "/closed").await();
            System.out.println(wd.aioStat("f").await().size());
            System.out.println(wd.aioRealpath("f").await());
            System.out.println(wd.aioStatvfs("f").await().fsid() == io.aioStatvfs(args[0] + "/closed/f").await().fsid());
            System.out.println(wd.aioReaddir(".").future().handle((names, e) -> e.getCause() == null ? e : e.getCause()).join());
        }
    }

    @Test
    @Tag("unsanitized")
    void aDirectoryThatMayOnlyBeSearchedIsOneAllTheSame() throws Exception {
        assumeRoot();
        run("sh", "-c", "chmod 755 $1 && mkdir $1/closed && echo hello > $1/closed/f && chmod 600 $1/closed/f && chmod 711 $1/closed",
                "sh", dir.toString());
        List<String> said = new ChildJvm().under("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
                .run(Searching.class, dir.toString());
        assertThat(said.subList(0, 3)).containsExactly("6", dir.toRealPath() + "/closed/f", "true");
        assertThat(said.get(3)).contains("EACCES");
    }
}
