package io.github.jeio.internal.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The messages for a native library that can't be loaded: which of the causes it is, and the remedy. */
public final class LoadAdvice {

    private static final String SET_DIR = "set -D" + NativeLibrary.DIR_PROPERTY + "=<directory>";
    private static final String SET_PATH = "set -D" + NativeLibrary.PATH_PROPERTY + "=<its libjeio.so>";
    private static final Pattern SYMBOL_VERSION = Pattern.compile("version [`'](GLIBC_[0-9.]+)' not found");
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    private LoadAdvice() {}

    static String noLibrary(Platform platform, boolean otherLibcThere) {
        String add = "add the dependency io.github.jeio:jeio with the classifier " + platform.classifier()
                + ", or build jeio on this machine and " + SET_PATH;
        return otherLibcThere
                ? "wrong C library: this JVM runs on " + libc(platform) + " and the jar holds jeio's library for "
                        + libc(platform.otherLibc()) + " only; " + add
                : "no native library of jeio for " + platform.classifier() + " is on the class path; " + add;
    }

    static String accessDenied(Module module) {
        String who = module.isNamed() ? module.getName() : "ALL-UNNAMED";
        return "this JVM denies native access to jeio; start it with --enable-native-access=" + who;
    }

    static String notWritable(Path dir, IOException e) {
        return "jeio can't make a copy of its native library in " + dir + " (" + reason(e)
                + "); make it writable for this user, or " + SET_DIR + " to one that is";
    }

    static String noDescriptors(int needed) {
        return "this process has fewer than " + needed + " file descriptors left, and jeio needs that many for a moment to"
                + " load its native library; close some or raise their number (ulimit -n), and use jeio again";
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException f && f.getReason() == null) {
            String what = e instanceof AccessDeniedException ? "permission denied"
                    : e instanceof NoSuchFileException ? "no such directory"
                    : e instanceof FileAlreadyExistsException ? "not a directory"
                    : e.getClass().getSimpleName();
            return f.getFile() + ": " + what;
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    static String oneLoaderOnly(Path file) {
        return "another class loader of this JVM has loaded " + file + ", and the JVM allows only one; remove the"
                + " system property " + NativeLibrary.PATH_PROPERTY + ", or load jeio in a loader that both share";
    }

    static String ofAnotherUser(Path dir, long owner) {
        return dir + " belongs to the user " + owner + ", who could swap the native library of jeio below it; " + SET_DIR
                + " to a place of your own";
    }

    static String openToGroup(Path dir) {
        return dir + " is writable for its group and has no sticky bit, so another user could swap the native library of"
                + " jeio there; chmod g-w " + dir + ", or " + SET_DIR + " to a place of your own";
    }

    static String openToAll(Path base) {
        return base + " is writable for every user and has no sticky bit, so another user could swap the native library"
                + " of jeio there; chmod +t " + base + ", or " + SET_DIR + " to a place of your own";
    }

    /**
     * Finds the cause in the dynamic linker's message about {@code file}, which is a copy, or was {@code given} by the user.
     */
    static String explain(Platform platform, Path file, boolean given, String said) {
        String text = said == null ? "no reason given" : said.strip().replace('\n', ' ').replace(file + ": ", "");
        String elsewhere = given ? "move it to another directory" : SET_DIR + " to another one";
        String remedy = "; build jeio on this machine and " + SET_PATH;
        Matcher version = SYMBOL_VERSION.matcher(text);
        if (version.find()) {
            return "wrong C library: this machine's glibc is too old for " + file + ", which needs " + version.group(1)
                    + remedy;
        }
        if (text.contains("failed to map segment") || text.contains("Operation not permitted")) {
            Path dir = file.getParent();
            return isNoexec(dir)
                    ? "the directory " + dir + " is mounted noexec, so no library can be loaded from it; " + elsewhere
                    : "the system does not let a library in " + dir + " be loaded (" + text + "); " + elsewhere
                            + ", or allow it in the security policy";
        }
        if (isAboutLibc(text)) {
            return "wrong C library: this JVM runs on " + libc(platform) + " and " + file + " is not for it (" + text
                    + "); use the jar with the classifier " + platform.classifier()
                    + ", or build jeio on this machine and " + SET_PATH;
        }
        if (text.contains("Possible cause:") || text.contains("wrong ELF class") || text.contains("invalid ELF header")
                || text.contains("file too short") || text.contains("Exec format error")) {
            return file + " is not a library for " + platform.classifier() + " (" + text + "); use the jar with the"
                    + " classifier " + platform.classifier() + ", or build jeio on this machine and " + SET_PATH;
        }
        return "the native library " + file + " can't be loaded (" + text + ")" + remedy;
    }

    /**
     * Whether the message is about the C library: musl's linker has messages of its own; glibc's names the missing library.
     */
    private static boolean isAboutLibc(String text) {
        return text.contains("libc.musl-") || text.contains("ld-musl-") || text.contains("libc.so")
                || text.contains("ld-linux-") || text.contains("Error relocating")
                || text.contains("Error loading shared");
    }

    private static String libc(Platform platform) {
        return platform.musl() ? "musl" : "glibc";
    }

    private static boolean isNoexec(Path dir) {
        try {
            String mounts = new String(Files.readAllBytes(MOUNTS), StandardCharsets.UTF_8);
            return isNoexec(mounts, dir.toRealPath().toString());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Whether the directory's mount is noexec. It is on the longest mount point above it, and on the last one where mounts
     * are stacked.
     */
    static boolean isNoexec(String mountinfo, String dir) {
        String longest = "";
        boolean noexec = false;
        for (String line : mountinfo.split("\n")) {
            String[] field = line.split(" ");
            if (field.length < 6) {
                continue;
            }
            String point = unescape(field[4]);
            boolean above = point.equals("/") || dir.equals(point) || dir.startsWith(point + "/");
            if (above && point.length() >= longest.length()) {
                longest = point;
                noexec = ("," + field[5] + ",").contains(",noexec,");
            }
        }
        return noexec;
    }

    private static String unescape(String point) {
        return point.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
    }
}
