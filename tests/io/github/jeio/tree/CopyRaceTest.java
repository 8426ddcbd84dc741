package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are exchanged for links while they are copied or moved: nothing is read or changed by way of those. */
class CopyRaceTest extends TreeTest {

    private static final int RENAME_EXCHANGE = 2;
    private static final int ROUNDS = 200;

    /** What the copies of a name are, while that is exchanged for another one all the time. */
    private void race(String one, String other, IntFunction<AioRequest<Long>> copy, Runnable check) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        FutureTask<Void> exchange = new FutureTask<>(() -> {
            try (IoAio exchanges = IoAio.create()) {
                while (!stop.get()) {
                    exchanges.aioRename2(path(one), path(other), RENAME_EXCHANGE).await();
                }
            }
            return null;
        });
        Thread exchanger = new Thread(exchange);
        exchanger.start();
        try {
            for (int i = 0; i < ROUNDS; i++) {
                copy.apply(i);
                io.flush();
                check.run();
            }
        } finally {
            stop.set(true);
            exchanger.join();
        }
        exchange.get();
    }

    @Test
    void aSourceThatBecomesALinkIsNotFollowed() throws Exception {
        file("secret", "secret");
        file("f", "own");
        Files.createSymbolicLink(dir.resolve("l"), Path.of("secret"));
        Path copy = dir.resolve("copy");

        race("f", "l", i -> io.aioCptree(path("f"), copy.toString()), () -> {
            if (Files.exists(copy, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(copy)) {
                assertThat(copy).hasContent("own");
            }
            run("rm", "-f", copy.toString());
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTargetThatBecomesALinkIsNotFollowed(boolean special) throws Exception {
        file("victim", "precious");
        String victim = run("stat", "-c", "%i %a %U %y %s", path("victim"));
        if (special) {
            run("mkfifo", "-m", "600", path("src"));
        } else {
            run("chmod", "600", file("src", "new"));
        }
        file("f", "old");
        Files.createSymbolicLink(dir.resolve("l"), Path.of("victim"));

        race("f", "l", i -> io.aioCptree(path("src"), path("f")), () ->
                assertThat(run("stat", "-c", "%i %a %U %y %s", path("victim"))).isEqualTo(victim));
    }

    /** Gives the target's name to the source when the target has been looked at, and is opened. */
    private static final String LINK = """
            static void exchange (const char *path, int flags)
            {
              if (!strcmp (path, getenv ("TARGET")) && flags & O_WRONLY && (unlink (path) || link (getenv ("SOURCE"), path))) abort ();
            }
            #define OPEN(name) int name (int dir, const char *path, int flags, ...) \\
            { va_list list; va_start (list, flags); int mode = flags & O_CREAT ? va_arg (list, int) : 0; va_end (list); \\
              exchange (path, flags); return NEXT (name) (dir, path, flags, mode); }
            OPEN (openat)
            OPEN (openat64)
            """;

    @Test
    void aTargetThatBecomesTheSourceIsLeftAlone() throws Exception {
        String source = file("source", "precious");
        String target = file("target", "old");
        Map<String, String> environment = new HashMap<>(Preload.build(dir, LINK));
        environment.putAll(Map.of("SOURCE", source, "TARGET", target));

        assertThat(Child.output(Child.start(List.of(), List.of(), environment, CopyAccessTest.Copier.class, "copy", source, target)))
                .containsExactly("EINVAL");

        assertThat(Path.of(source)).hasContent("precious");
    }

    /** Gives the copy's name to another file while data is copied, which fails. */
    private static final String TAKE = """
            ssize_t copy_file_range (int in, off64_t *at, int out, off64_t *to, size_t size, unsigned int flags)
            {
              const char *target = getenv ("TARGET");
              int fd = unlink (target) ? -1 : open (target, O_WRONLY | O_CREAT | O_EXCL, 0600);
              if (fd < 0 || write (fd, "theirs", 6) != 6 || close (fd)) abort ();
              errno = EIO;
              return -1;
            }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"copy", "cptree"})
    void whatHasGotTheNameOfAnIncompleteCopyStays(String how) throws Exception {
        String source = file("source", "content");
        String target = path("target");
        Map<String, String> environment = new HashMap<>(Preload.build(dir, TAKE));
        environment.put("TARGET", target);

        assertThat(Child.output(Child.start(List.of(), List.of(), environment, CopyAccessTest.Copier.class, how, source, target)))
                .containsExactly("EIO");

        assertThat(Path.of(target)).hasContent("theirs");
    }

    /** What has got the name of a file that is moved is not removed in its place. */
    @Test
    void whatGetsTheNameOfAMovedFileStays() throws Exception {
        Path other = otherFileSystem();
        for (int i = 0; i < ROUNDS; i++) {
            file("f", "moved");
            file("g", "stays");
            AioRequest<Long> move = io.aioMove(path("f"), other + "/f");
            try (IoAio exchanges = IoAio.create()) {
                exchanges.aioRename2(path("f"), path("g"), RENAME_EXCHANGE).await();
            } catch (AioException e) {
                assertThat(e.errno()).isEqualTo(Errno.ENOENT);
            }
            io.flush();
            boolean moved = move.errno() == 0;
            String left = sh("cd \"$1\"; cat f g \"$2/f\" 2>/dev/null || true", dir.toString(), other.toString());
            assertThat(left).contains("moved", "stays").hasSize(moved ? 10 : left.length());
            run("rm", "-f", path("f"), path("g"), other + "/f");
        }
    }
}
