package io.github.jeio.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.net.URI;
import java.nio.file.CopyOption;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What is done with {@link java.nio.file.Files} and {@link AsyncFiles} alike, good and bad, on a {@link TwinTree}. */
final class TwinCases {

    /** Every kind of name that the tree has, and some that it lacks. */
    static final List<String> NAMES = List.of("f", "hard", "empty", "lines", "latin1", "exec", "unreadable", "readonly", "fifo", "dir", "full",
            "closed", "closed/in", "fixed", "fixed/in", "link", "dlink", "dlink/x", "dangling", "loop", "loop/x", "missing", "missing/x", "f/x",
            "full/sub/up/f", ".", "full/..", "full/sub/../x");

    private static final LinkOption[] FOLLOW = {};
    private static final LinkOption[] NOFOLLOW = {NOFOLLOW_LINKS};

    private final List<Case> cases = new ArrayList<>();

    private TwinCases() { }

    /** An option that neither of them knows. */
    enum Another implements OpenOption, CopyOption { OPTION }

    /** Something that is done by one of the two in its tree. */
    interface Body {
        Object run(TwinApi api, Path tree) throws IOException;
    }

    /** One of them by its name. */
    record Case(String name, Body body) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What the cases are about. */
    enum Theme {
        ATTRIBUTES(TwinCases::attributes), CONTENT(TwinContentCases::all), COPIES(TwinNameCases::copies), NAMES(TwinNameCases::names),
        TREES(TwinTreeCases::all);

        final Supplier<List<Case>> cases;

        Theme(Supplier<List<Case>> cases) {
            this.cases = cases;
        }
    }

    private static List<Case> attributes() {
        TwinCases all = new TwinCases();
        all.questions();
        all.changes();
        all.nulls();
        return all.cases;
    }

    private void add(String name, Body body) {
        cases.add(new Case(name, body));
    }

    /** Questions about every name at once, since they change nothing. */
    private void questions() {
        for (LinkOption[] how : List.of(FOLLOW, NOFOLLOW)) {
            String which = how == FOLLOW ? "" : ", nofollow";
            ask("exists" + which, (api, path) -> api.exists(path, how));
            ask("notExists" + which, (api, path) -> api.notExists(path, how));
            ask("isDirectory" + which, (api, path) -> api.isDirectory(path, how));
            ask("isRegularFile" + which, (api, path) -> api.isRegularFile(path, how));
            ask("getLastModifiedTime" + which, (api, path) -> now(api.getLastModifiedTime(path, how)));
            ask("getPosixFilePermissions" + which, (api, path) -> api.getPosixFilePermissions(path, how));
            ask("getOwner" + which, (api, path) -> api.getOwner(path, how));
            ask("readAttributes" + which, (api, path) -> api.readAttributes(path, BasicFileAttributes.class, how));
            ask("readAttributes, posix" + which, (api, path) -> {
                PosixFileAttributes is = (PosixFileAttributes) api.readAttributes(path, PosixFileAttributes.class, how);
                return List.of(is, is.permissions(), is.owner(), is.group());
            });
        }
        ask("isSymbolicLink", TwinApi::isSymbolicLink);
        ask("isReadable", TwinApi::isReadable);
        ask("isWritable", TwinApi::isWritable);
        ask("isExecutable", TwinApi::isExecutable);
        ask("size", (api, path) -> path.endsWith("dir") || path.endsWith("full") ? "any" : api.size(path));
        ask("isSameFile as another file system's", (api, path) -> api.isSameFile(path, Path.of(URI.create("jrt:/java.base"))));
        ask("isSameFile as link", (api, path) -> api.isSameFile(path, path.resolveSibling("link")));
        ask("isSameFile as itself", (api, path) -> api.isSameFile(path, path));
        ask("f isSameFile as it", (api, path) -> api.isSameFile(path.resolveSibling("f"), path));
    }

    private void ask(String name, Body question) {
        cases.add(question(name, NAMES, question));
    }

    /** A case that asks about many files of the tree, and gives all answers. */
    static Case question(String name, List<String> files, Body question) {
        return new Case(name, (api, tree) -> {
            List<String> answers = new ArrayList<>();
            for (String each : files) {
                String answer;
                try {
                    answer = Twins.text(question.run(api, tree.resolve(each)));
                } catch (IOException | RuntimeException | AssertionError e) {
                    answer = Twins.text(e);
                }
                answers.add('"' + each + "\" " + answer);
            }
            return answers;
        });
    }

    private static Object now(Object time) {
        return time.equals(TwinTree.LONG_AGO) ? time : "now";
    }

    private void changes() {
        for (String name : List.of("f", "dir", "link", "dangling", "loop", "closed/in", "missing", "f/x", "unreadable")) { // no fifo: Files opens it and waits
            for (String time : List.of("1999-12-31T23:59:59.123456789Z", "1970-01-01T00:00:00Z")) {
                add("setLastModifiedTime of " + name + " to " + time, (api, tree) -> api.setLastModifiedTime(tree.resolve(name),
                        FileTime.from(Instant.parse(time))));
            }
            add("setPosixFilePermissions of " + name, (api, tree) -> api.setPosixFilePermissions(tree.resolve(name),
                    PosixFilePermissions.fromString("rwx-wx--x")));
            add("setPosixFilePermissions of " + name + " to none", (api, tree) -> api.setPosixFilePermissions(tree.resolve(name), Set.of()));
            add("setOwner of " + name, (api, tree) -> api.setOwner(tree.resolve(name), user("nobody")));
            add("setOwner by number of " + name, (api, tree) -> api.setOwner(tree.resolve(name), user("4711")));
            add("setOwner of " + name + " to a group", (api, tree) -> api.setOwner(tree.resolve(name), group("root")));
        }
        add("setOwner, foreign", (api, tree) -> api.setOwner(tree.resolve("f"), () -> "nobody"));
        add("setPosixFilePermissions, a null among them", (api, tree) -> {
            Set<PosixFilePermission> permissions = new HashSet<>(EnumSet.allOf(PosixFilePermission.class));
            permissions.add(null);
            return api.setPosixFilePermissions(tree.resolve("f"), permissions);
        });
    }

    private static UserPrincipal user(String name) throws IOException {
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
    }

    private static UserPrincipal group(String name) throws IOException {
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
    }

    private void nulls() {
        add("exists of null", (api, tree) -> api.exists(null));
        add("exists with null", (api, tree) -> api.exists(tree, (LinkOption) null));
        add("size of null", (api, tree) -> api.size(null));
        add("isSameFile with null", (api, tree) -> api.isSameFile(tree, null));
        add("readAttributes, no type", (api, tree) -> api.readAttributes(tree, (Class<BasicFileAttributes>) null));
        add("setLastModifiedTime to null", (api, tree) -> api.setLastModifiedTime(tree, null));
        add("setPosixFilePermissions to null", (api, tree) -> api.setPosixFilePermissions(tree, null));
        add("setOwner to null", (api, tree) -> api.setOwner(tree, null));
    }
}
