package io.github.jeio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.support.CCompiler;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The constants against the headers, as the C compiler reads them, and against Perl's IO::AIO. */
class AioConstantsTest {

    /** Where the names are declared. */
    private static final String HEADERS = """
            #include <errno.h>
            #include <fcntl.h>
            #include <sys/eventfd.h>
            #include <sys/mman.h>
            #include <sys/mount.h>
            #include <sys/socket.h>
            #include <sys/stat.h>
            #include <sys/statvfs.h>
            #include <sys/timerfd.h>
            #include <sys/uio.h>
            #include <sys/wait.h>
            #include <sys/xattr.h>
            #include <time.h>
            #include <unistd.h>
            #include <dirent.h>
            #include <linux/fiemap.h>
            #include <linux/fs.h>
            #include <linux/memfd.h>
            #include <linux/mount.h>
            #include <linux/openat2.h>
            #define FADV_NORMAL POSIX_FADV_NORMAL
            #define FADV_SEQUENTIAL POSIX_FADV_SEQUENTIAL
            #define FADV_RANDOM POSIX_FADV_RANDOM
            #define FADV_NOREUSE POSIX_FADV_NOREUSE
            #define FADV_WILLNEED POSIX_FADV_WILLNEED
            #define FADV_DONTNEED POSIX_FADV_DONTNEED
            #define PIDFD_NONBLOCK O_NONBLOCK
            #define PC_LINK_MAX _PC_LINK_MAX
            #define PC_MAX_CANON _PC_MAX_CANON
            #define PC_MAX_INPUT _PC_MAX_INPUT
            #define PC_NAME_MAX _PC_NAME_MAX
            #define PC_PATH_MAX _PC_PATH_MAX
            #define PC_PIPE_BUF _PC_PIPE_BUF
            #define PC_CHOWN_RESTRICTED _PC_CHOWN_RESTRICTED
            #define PC_NO_TRUNC _PC_NO_TRUNC
            #define PC_FILESIZEBITS _PC_FILESIZEBITS
            #define PC_REC_INCR_XFER_SIZE _PC_REC_INCR_XFER_SIZE
            #define PC_REC_MAX_XFER_SIZE _PC_REC_MAX_XFER_SIZE
            #define PC_REC_MIN_XFER_SIZE _PC_REC_MIN_XFER_SIZE
            #define PC_REC_XFER_ALIGN _PC_REC_XFER_ALIGN
            #define PC_SYMLINK_MAX _PC_SYMLINK_MAX
            #define PC_2_SYMLINKS _PC_2_SYMLINKS
            #define PAGESIZE sysconf(_SC_PAGESIZE)
            """;

    /** libeio's own and jeio's, which no header of the system has. */
    private static final Map<String, Long> OWN = Map.of("COPY_EXCL", 1L, "COPY_CLONE", 2L, "COPY_CLONE_FORCE", 4L,
            "MT_MODIFY", 1L, "READDIR_DENTS", 1L,
            "READDIR_DIRS_FIRST", 2L, "READDIR_STAT_ORDER", 4L, "READDIR_FOUND_UNKNOWN", 128L);

    /**
     * Perl has 0 for these: it asks by #ifndef, and the system has them as enumerators. The manual's rule, this
     * platform's value, decides.
     */
    private static final Set<String> ZERO_IN_PERL = Set.of("P_PID", "P_PIDFD", "P_PGID", "FSCONFIG_SET_STRING",
            "FSCONFIG_SET_BINARY", "FSCONFIG_SET_PATH", "FSCONFIG_SET_PATH_EMPTY", "FSCONFIG_SET_FD",
            "FSCONFIG_CMD_CREATE", "FSCONFIG_CMD_RECONFIGURE");

    /** Linux has them, and the headers of older machines do not. */
    private static final Map<String, Long> NEWER = Map.of("STATX_MNT_ID_UNIQUE", 0x4000L, "STATX_SUBVOL", 0x8000L,
            "STATX_WRITE_ATOMIC", 0x10000L, "STATX_ATTR_WRITE_ATOMIC", 0x400000L, "RWF_ATOMIC", 0x40L, "RWF_DONTCACHE", 0x80L,
            "RWF_NOAPPEND", 0x20L);

    private static final Pattern UNDECLARED = Pattern.compile("error: .([A-Z][A-Z0-9_]*). undeclared");

    private static final Map<String, Long> JAVA = new TreeMap<>();

    @TempDir
    Path dir;

    @BeforeAll
    static void readTheFields() throws IllegalAccessException {
        for (Field field : AioConstants.class.getFields()) {
            assertThat(field.getModifiers() & (Modifier.STATIC | Modifier.FINAL))
                    .isEqualTo(Modifier.STATIC | Modifier.FINAL);
            JAVA.put(field.getName(), ((Number) field.get(null)).longValue());
        }
    }

    @Test
    void everyValueIsTheCompilersAndWhatItLacksIsZero() throws Exception {
        Set<String> lacking = undeclared();
        Set<String> declared = new TreeSet<>(JAVA.keySet());
        declared.removeAll(lacking);
        Map<String, Long> compiler = new TreeMap<>(OWN);
        lacking.forEach(name -> compiler.putIfAbsent(name, NEWER.getOrDefault(name, 0L)));
        for (String line : CCompiler.run(dir, HEADERS, print(declared))) {
            String[] field = line.split("=");
            compiler.put(field[0], Long.valueOf(field[1]));
        }
        assertThat(JAVA).containsExactlyInAnyOrderEntriesOf(compiler);
        assertThat(lacking).as("what a Linux machine lacks is little").hasSizeLessThan(30);
    }

    /** The flags with other numbers there, though nothing could be asked of the library when the class was first used. */
    @Test
    void aarch64HasItsOwnFlags() throws Exception {
        String arch = System.setProperty("os.arch", "aarch64");
        System.setProperty("jeio.native.path", dir.resolve("none").toString());
        try (URLClassLoader other = new URLClassLoader(new URL[] {AioConstants.class.getProtectionDomain().getCodeSource().getLocation()},
                ClassLoader.getPlatformClassLoader())) {
            Class<?> constants = other.loadClass(AioConstants.class.getName());
            assertThat(constants.getField("O_DIRECT").getInt(null)).isEqualTo(0200000);
            assertThat(constants.getField("O_DIRECTORY").getInt(null)).isEqualTo(040000);
            assertThat(constants.getField("O_NOFOLLOW").getInt(null)).isEqualTo(0100000);
            assertThat(constants.getField("O_TMPFILE").getInt(null)).isEqualTo(020040000);
            assertThat(constants.getField("MAP_32BIT").getInt(null)).isZero();
            assertThat(constants.getField("PAGESIZE").getInt(null)).isEqualTo(1 << 16);
        } finally {
            System.setProperty("os.arch", arch);
            System.clearProperty("jeio.native.path");
        }
    }

    @Test
    void everyConstantOfPerlsModuleIsThereWithItsValue() throws Exception {
        List<String> perl = new ArrayList<>();
        int status = CCompiler.run(perl, "perl", "-MIO::AIO", "-e", """
                no strict "refs";
                for my $n (sort keys %{"IO::AIO::"}) {
                  next if $n !~ /^[A-Z][A-Z0-9_]+$/ || $n =~ /^(CWD|INVALID_WD|BEGIN|END|ISA|EXPORT.*|VERSION)$/;
                  next unless defined &{"IO::AIO::$n"};
                  my $v = &{"IO::AIO::$n"}();
                  print "$n=$v\\n";
                }
                """);
        assumeTrue(status == 0, "needs Perl's IO::AIO: apt-get install libio-aio-perl");
        assertThat(perl).hasSizeGreaterThan(300);
        for (String line : perl) {
            String[] field = line.split("=");
            long value = Long.parseLong(field[1]);
            if (value == 0 && ZERO_IN_PERL.contains(field[0])) {
                assertThat(JAVA.get(field[0])).as(field[0]).isPositive();
            } else {
                assertThat(JAVA).containsEntry(field[0], value);
            }
        }
    }

    @Test
    void hasEveryConstantThatTheRequestsBeyondTheManualNeed() {
        assertThat(JAVA.keySet()).contains("RESOLVE_BENEATH", "RESOLVE_CACHED", "RESOLVE_IN_ROOT",
                "RESOLVE_NO_MAGICLINKS", "RESOLVE_NO_SYMLINKS", "RESOLVE_NO_XDEV", "RWF_APPEND", "RWF_DSYNC",
                "RWF_HIPRI", "RWF_NOWAIT", "RWF_SYNC", "XATTR_CREATE", "XATTR_REPLACE", "UTIME_NOW", "UTIME_OMIT",
                "MLOCK_ONFAULT", "SOCK_NONBLOCK", "STATX_MNT_ID", "STATX_ATTR_VERITY");
        assertThat(AioConstants.UTIME_NOW).isEqualTo((1 << 30) - 1);
        assertThat(AioConstants.RESOLVE_BENEATH).isEqualTo(8);
    }

    /** The compiler names, in one run, all that it does not know. */
    private Set<String> undeclared() throws Exception {
        Path source = CCompiler.source(dir, HEADERS, print(JAVA.keySet()));
        List<String> said = new ArrayList<>();
        CCompiler.run(said, CCompiler.compiler("-fsyntax-only", "-fmax-errors=0", source.toString()));
        Set<String> names = new TreeSet<>();
        for (String line : said) {
            Matcher error = UNDECLARED.matcher(line);
            if (error.find()) {
                names.add(error.group(1));
            } else {
                assertThat(line).doesNotContain("error:");
            }
        }
        return names;
    }

    private static String print(Set<String> names) {
        StringBuilder body = new StringBuilder();
        names.forEach(name -> body.append("printf(\"%s=%lld\\n\", \"" + name + "\", (long long)(" + name + "));\n"));
        return body.toString();
    }

    /** Compiles only as long as these are constants to the compiler. */
    private static String nameOf(int type) {
        return switch (type) {
            case AioConstants.S_IFREG -> "file";
            case AioConstants.S_IFDIR -> "directory";
            case AioConstants.S_IFLNK -> "link";
            default -> "other";
        };
    }

    @Test
    void whatIsTheSameOnAllOfLinuxCanBeACase() {
        assertThat(nameOf(AioConstants.S_IFDIR)).isEqualTo("directory");
        assertThat(nameOf(AioConstants.S_IFIFO)).isEqualTo("other");
        int named = switch (AioConstants.DT_LNK) {
            case AioConstants.DT_REG, AioConstants.DT_DIR -> 1;
            case AioConstants.DT_LNK -> 2;
            default -> 3;
        };
        assertThat(named + AioConstants.SEEK_END).isEqualTo(4);
    }
}
