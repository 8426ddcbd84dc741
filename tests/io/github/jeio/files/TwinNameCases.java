package io.github.jeio.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.sun.nio.file.ExtendedCopyOption;
import java.nio.file.CopyOption;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Making, removing, copying, moving, linking, resolving. */
final class TwinNameCases {

    private static final List<String> SOURCES = List.of("f", "dir", "full", "link", "dlink", "dangling", "loop", "fifo",
            "unreadable", "closed/in", "missing", "f/x");
    private static final List<String> TARGETS = List.of("new", "f", "hard", "other", "dir", "full", "link", "dlink", "dangling", "fifo", "closed/in",
            "fixed/new", "missing/x", "f/x");

    private static final CopyOption[][] COPYING = {
        {}, {REPLACE_EXISTING}, {COPY_ATTRIBUTES}, {NOFOLLOW_LINKS}, {REPLACE_EXISTING, COPY_ATTRIBUTES, NOFOLLOW_LINKS},
    };
    private static final CopyOption[][] MOVING = {{}, {REPLACE_EXISTING}, {ATOMIC_MOVE}, {NOFOLLOW_LINKS, REPLACE_EXISTING}};

    private static final CopyOption[][] FEW = {{}, {REPLACE_EXISTING}};
    private static final CopyOption[][] NONE = {};
    /** Targets that are tried with all options. */
    private static final List<String> PLAIN = List.of("new", "other", "dir");

    private final List<TwinCases.Case> cases = new ArrayList<>();

    private TwinNameCases() { }

    static List<TwinCases.Case> copies() {
        TwinNameCases all = new TwinNameCases();
        all.copy();
        return all.cases;
    }

    static List<TwinCases.Case> names() {
        TwinNameCases all = new TwinNameCases();
        all.deletions();
        all.creations();
        all.temporary();
        all.links();
        all.nulls();
        return all.cases;
    }

    private void add(String name, TwinCases.Body body) {
        cases.add(new TwinCases.Case(name, body));
    }

    private void copy() {
        add("copy big", (api, tree) -> api.copy(tree.resolve("big"), tree.resolve("new"), COPY_ATTRIBUTES));
        for (String source : SOURCES) {
            for (String target : TARGETS) {
                // Files.copy opens a fifo and waits
                for (CopyOption[] options : source.equals("fifo") ? NONE : PLAIN.contains(target) ? COPYING : FEW) {
                    add("copy " + source + " to " + target + ' ' + Arrays.toString(options),
                            (api, tree) -> api.copy(tree.resolve(source), tree.resolve(target), options));
                }
                for (CopyOption[] options : PLAIN.contains(target) ? MOVING : FEW) {
                    add("move " + source + " to " + target + ' ' + Arrays.toString(options),
                            (api, tree) -> api.move(tree.resolve(source), tree.resolve(target), options));
                }
            }
        }
        for (String target : PLAIN) {
            for (CopyOption[] options : FEW) {
                add("copy a device to " + target + ' ' + Arrays.toString(options),
                        (api, tree) -> api.copy(Path.of("/dev/null"), tree.resolve(target), options));
            }
        }
        for (CopyOption option : Arrays.asList(ATOMIC_MOVE, COPY_ATTRIBUTES, ExtendedCopyOption.INTERRUPTIBLE,
                TwinCases.Another.OPTION, null)) {
            add("copy with " + option, (api, tree) -> api.copy(tree.resolve("f"), tree.resolve("new"), option));
            add("move with " + option, (api, tree) -> api.move(tree.resolve("f"), tree.resolve("new"), option));
        }
    }

    private void deletions() {
        for (String name : TwinCases.NAMES) {
            if (!name.isEmpty() && !name.endsWith(".")) {
                add("delete " + name, (api, tree) -> api.delete(tree.resolve(name)));
                add("deleteIfExists " + name, (api, tree) -> api.deleteIfExists(tree.resolve(name)));
            }
        }
    }

    private static FileAttribute<?> permissions(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static FileAttribute<?> time() {
        return new FileAttribute<FileTime>() {
            @Override
            public String name() {
                return "lastModifiedTime";
            }

            @Override
            public FileTime value() {
                return TwinTree.LONG_AGO;
            }
        };
    }

    private void creations() {
        for (String name : List.of("new", "new/", "f", "dir", "link", "dlink", "dangling", "loop", "closed/new", "fixed/new", "missing/new", "f/new",
                "missing/a/b/c", "dlink/sub/a/b", "full/../a", "", ".")) {
            add("createFile " + name, (api, tree) -> api.createFile(tree.resolve(name)));
            add("createFile " + name + ", own", (api, tree) -> api.createFile(tree.resolve(name), permissions("rw-r-x---")));
            add("createDirectory " + name, (api, tree) -> api.createDirectory(tree.resolve(name)));
            add("createDirectory " + name + ", own", (api, tree) -> api.createDirectory(tree.resolve(name), permissions("rwx------")));
            // before JDK 19 a symbolic link in the way was an error, whatever it led to
            if (!List.of("dlink").contains(name) || Runtime.version().feature() >= 19) {
                add("createDirectories " + name, (api, tree) -> api.createDirectories(tree.resolve(name)));
                add("createDirectories " + name + ", own", (api, tree) -> api.createDirectories(tree.resolve(name), permissions("rwx------")));
            }
        }
        add("createFile of some time", (api, tree) -> api.createFile(tree.resolve("new"), time()));
        add("createFile with null", (api, tree) -> api.createFile(tree.resolve("new"), (FileAttribute<?>) null));
        add("createDirectory of some time", (api, tree) -> api.createDirectory(tree.resolve("new"), time()));
        add("createDirectories of some time", (api, tree) -> api.createDirectories(tree.resolve("a/b"), time()));
    }

    private void temporary() {
        for (String name : List.of("dir", "link", "dlink", "closed", "fixed", "missing", "f", "dangling")) {
            add("createTempFile in " + name, (api, tree) -> api.createTempFile(tree.resolve(name), "pre", ".suf"));
            add("createTempFile in " + name + ", no names", (api, tree) -> api.createTempFile(tree.resolve(name), null, null));
            add("createTempFile in " + name + ", own", (api, tree) -> api.createTempFile(tree.resolve(name), "", "", permissions("r--r-----")));
            add("createTempDirectory in " + name, (api, tree) -> api.createTempDirectory(tree.resolve(name), "pre"));
            add("createTempDirectory in " + name + ", own", (api, tree) -> api.createTempDirectory(tree.resolve(name), null, permissions("rwxr-x---")));
        }
        add("createTempFile of a path", (api, tree) -> api.createTempFile(tree, "a/b", null));
        add("createTempFile with a path", (api, tree) -> api.createTempFile(tree, null, "/b"));
        add("createTempFile of some time", (api, tree) -> api.createTempFile(tree, null, null, time()));
        add("createTempDirectory of a path", (api, tree) -> api.createTempDirectory(tree, "a/b"));
        add("createTempDirectory of some time", (api, tree) -> api.createTempDirectory(tree, null, time()));
        add("createTempFile somewhere", (api, tree) -> gone(api, api.createTempFile("jeio", null)));
        add("createTempDirectory somewhere", (api, tree) -> gone(api, api.createTempDirectory("jeio")));
        add("createTempFile somewhere, a path", (api, tree) -> api.createTempFile("a/b", null));
        add("createTempDirectory somewhere, a path", (api, tree) -> api.createTempDirectory("a/b"));
    }

    private static Object gone(TwinApi api, Object path) throws java.io.IOException {
        api.delete((Path) path);
        return path;
    }

    private void links() {
        for (String name : List.of("new", "f", "dir", "dangling", "closed/new", "fixed/new", "missing/new", "f/new")) {
            add("createLink " + name, (api, tree) -> api.createLink(tree.resolve(name), tree.resolve("f")));
            add("createSymbolicLink " + name, (api, tree) -> api.createSymbolicLink(tree.resolve(name), Path.of("some/where")));
            add("createSymbolicLink " + name + " to nothing", (api, tree) -> api.createSymbolicLink(tree.resolve(name), Path.of("")));
        }
        for (String name : TwinCases.NAMES) {
            add("createLink to " + name, (api, tree) -> api.createLink(tree.resolve("new"), tree.resolve(name)));
            add("readSymbolicLink " + name, (api, tree) -> api.readSymbolicLink(tree.resolve(name)));
            add("toRealPath " + name, (api, tree) -> api.toRealPath(tree.resolve(name)));
            add("toRealPath " + name + ", nofollow", (api, tree) -> api.toRealPath(tree.resolve(name), NOFOLLOW_LINKS));
        }
        for (String name : List.of("full/./x", "dlink/../f", "through/../../f", "full/sub/up/../f", "../tree/f", "full/x/..")) {
            add("toRealPath " + name, (api, tree) -> api.toRealPath(tree.resolve(name)));
            add("toRealPath " + name + ", nofollow", (api, tree) -> api.toRealPath(tree.resolve(name), NOFOLLOW_LINKS));
        }
        add("createSymbolicLink with permissions", (api, tree) -> api.createSymbolicLink(tree.resolve("new"), Path.of("f"), permissions("rw-------")));
    }

    private void nulls() {
        add("copy null", (api, tree) -> api.copy(null, tree.resolve("new")));
        add("copy to null", (api, tree) -> api.copy(tree.resolve("f"), null));
        add("move null", (api, tree) -> api.move(null, tree.resolve("new")));
        add("move to null", (api, tree) -> api.move(tree.resolve("f"), null));
        add("delete null", (api, tree) -> api.delete(null));
        add("createFile null", (api, tree) -> api.createFile(null));
        add("createDirectory null", (api, tree) -> api.createDirectory(null));
        add("createDirectories null", (api, tree) -> api.createDirectories(null));
        add("createTempFile in null", (api, tree) -> api.createTempFile((Path) null, "a", "b"));
        add("createTempDirectory in null", (api, tree) -> api.createTempDirectory((Path) null, "a"));
        add("createLink null", (api, tree) -> api.createLink(null, tree.resolve("f")));
        add("createLink to null", (api, tree) -> api.createLink(tree.resolve("new"), null));
        add("createSymbolicLink to null", (api, tree) -> api.createSymbolicLink(tree.resolve("new"), null));
        add("readSymbolicLink null", (api, tree) -> api.readSymbolicLink(null));
        add("toRealPath with null", (api, tree) -> api.toRealPath(tree, (LinkOption) null));
    }
}
