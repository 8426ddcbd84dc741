package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mounts in a mount namespace of its own, so that nothing on the machine changes. */
class MountTest {

    private static final List<String> UNSHARE = List.of("unshare", "--mount", "--propagation", "private");

    @TempDir
    Path dir;

    @Test
    void mountsAndUnmounts() throws Exception {
        Child allowed = Child.run(List.of("unshare", "--mount", "--propagation", "private", "true"));
        assumeTrue(allowed.status() == 0, "a mount namespace takes privileges: " + allowed.lines());

        Child child = Child.jvm(UNSHARE, List.of(), Mounter.class, dir.toString());

        assertThat(child.lines()).containsExactly(
                "mount 0", "tmpfs rw,noexec size=64k", "remount 0", "tmpfs ro,noexec size=64k", "bind 0",
                "busy -1 EBUSY", "umount 0", "bind 0", "umount2 0", "again -1 EINVAL");
        assertThat(Child.output("ls", "-A", dir.toString())).as("outside of the namespace").isEmpty();
    }

    static final class Mounter {
        public static void main(String[] args) throws Exception {
            Path at = Path.of(args[0]);
            say("mount", Advanced.mount("none", at.toString(), "tmpfs", MS_NOEXEC, "size=64k"));
            show(at);
            Files.createDirectory(at.resolve("bound"));
            say("remount", Advanced.mount(null, at.toString(), null, MS_REMOUNT | MS_RDONLY | MS_NOEXEC));
            show(at);
            say("bind", Advanced.mount("/proc", at.resolve("bound").toString(), null, MS_BIND));
            say("busy", Advanced.umount(at.toString()));
            say("umount", Advanced.umount(at.resolve("bound").toString()));
            say("bind", Advanced.mount("/proc", at.resolve("bound").toString(), null, MS_BIND));
            say("umount2", Advanced.umount(at.toString(), MNT_DETACH | UMOUNT_NOFOLLOW));
            say("again", Advanced.umount(at.toString()));
        }

        private static void say(String what, int status) {
            System.out.println(what + " " + status + (status < 0 ? " " + Errno.name(IoAio.errno()) : ""));
        }

        /** The mount as the kernel lists it. */
        private static void show(Path at) throws Exception {
            for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
                String[] words = line.split(" ");
                if (words[1].equals(at.toString())) {
                    boolean small = words[3].contains("size=64k");
                    System.out.println(words[2] + " " + words[3].substring(0, 2) + (words[3].contains(",noexec") ? ",noexec" : "") + (small ? " size=64k" : ""));
                }
            }
        }
    }

    @Test
    void saysWhatIsWrong() {
        String nowhere = dir.resolve("nowhere").toString();
        assertThat(Advanced.mount("none", nowhere, "tmpfs")).isEqualTo(-1);
        assertThat(IoAio.errno()).isIn(Errno.ENOENT, Errno.EPERM);
        assertThat(Advanced.umount(nowhere)).isEqualTo(-1);
        assertThat(IoAio.errno()).isIn(Errno.ENOENT, Errno.EPERM);
        assertThatNullPointerException().isThrownBy(() -> Advanced.mount("none", null, "tmpfs")).withMessage("path");
        assertThatNullPointerException().isThrownBy(() -> Advanced.umount(null)).withMessage("path");
    }
}
