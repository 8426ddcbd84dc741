package io.github.jeio.cli;

import io.github.jeio.cli.CopyOptions.Follow;
import io.github.jeio.cli.CopyOptions.Instead;
import io.github.jeio.cli.CopyOptions.Reflink;
import io.github.jeio.cli.CopyOptions.Sparse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** cp. */
@CommandLine.Command(name = "cp", description = "Copies files and trees, as coreutils' cp does, many at a time. A signal leaves"
        + " no incomplete file: what is being copied then is removed, also where it replaces an older one.", sortOptions = false)
final class Cp extends Command {

    private static final String BASIC = "mode,ownership,timestamps";
    private static final List<String> ALL = List.of("mode", "ownership", "timestamps", "links", "xattr");
    private static final Choices ATTRIBUTES = new Choices("mode", "timestamps", "ownership", "links", "context", "xattr", "all");
    private static final Choices REFLINK = new Choices("auto", "always", "never");
    private static final Choices SPARSE = new Choices("never", "auto", "always");

    @Option(names = {"-r", "-R", "--recursive"}, description = "copy directories with all that is in them")
    private boolean recursive;

    @Option(names = {"-u", "--update"}, description = "leave what is not older than the source")
    private boolean update;

    @Option(names = {"-f", "--force"}, description = "remove what can't be opened for writing, and try again")
    private boolean force;

    @Option(names = {"-l", "--link"}, description = "make hard links instead of copies")
    private boolean link;

    @Option(names = {"-s", "--symbolic-link"}, description = "make symbolic links instead of copies")
    private boolean symlink;

    @Option(names = "--remove-destination", description = "remove what exists before copying, rather than write into it")
    private boolean removeDestination;

    @Option(names = {"-v", "--verbose"}, description = "tell what is copied; in no particular order")
    private boolean verbose;

    @Option(names = {"-x", "--one-file-system"}, description = "stay on the source's file system")
    private boolean oneFileSystem;

    @Option(names = "--reflink", defaultValue = "auto", paramLabel = "WHEN",
            description = "share the data, always (or fail), auto (if it can be) or never; without =WHEN always")
    private String reflinkWhen;

    @Option(names = "--sparse", defaultValue = "auto", paramLabel = "WHEN",
            description = "make holes: always where there are zeros, auto as in the source, or never")
    private String sparseWhen;

    /** An attribute that is to be kept, or not. */
    private record Kept(String what, boolean on, String option) { }

    /** As they were given: of two that contradict each other, the later one counts. */
    private final List<Kept> kept = new ArrayList<>();
    /** Null: NEVER in trees, else ALWAYS. */
    private Follow follow;
    private boolean archive;
    private boolean context;

    @Mixin
    private Targets targets = new Targets(false);

    private final CopyOptions options = new CopyOptions();

    @Option(names = {"-a", "--archive"}, description = "same as -dR --preserve=all")
    private void archive(boolean on) {
        archive |= on;
        keep("all", on);
        follow = on ? Follow.NEVER : follow;
    }

    @Option(names = "-d", description = "same as --no-dereference --preserve=links")
    private void links(boolean on) {
        keep("links", on);
        follow = on ? Follow.NEVER : follow;
    }

    @Option(names = "-p", description = "same as --preserve=mode,ownership,timestamps")
    private void preserve(boolean on) {
        keep(BASIC, on);
    }

    @Option(names = "--preserve", paramLabel = "WHAT[,WHAT...]",
            description = "keep mode, ownership, timestamps, links, xattr or all of these; without =WHAT the first three")
    private void preserve(String what) {
        keep(what, what != null);
    }

    @Option(names = "--no-preserve", paramLabel = "WHAT[,WHAT...]", description = "do not keep that")
    private void doNotPreserve(String what) {
        if (what != null) {
            kept.add(new Kept(what, false, "--no-preserve"));
        }
    }

    private void keep(String what, boolean wanted) {
        if (wanted) {
            kept.add(new Kept(what, true, "--preserve"));
        }
    }

    @Option(names = {"-P", "--no-dereference"}, description = "copy symbolic links as such")
    private void never(boolean on) {
        follow = on ? Follow.NEVER : follow;
    }

    @Option(names = {"-L", "--dereference"}, description = "copy what symbolic links lead to")
    private void always(boolean on) {
        follow = on ? Follow.ALWAYS : follow;
    }

    @Option(names = "-H", description = "copy what symbolic links lead to that are operands")
    private void named(boolean on) {
        follow = on ? Follow.NAMED : follow;
    }

    @Option(names = {"-n", "--no-clobber"}, description = "leave what exists")
    private void noClobber(boolean on) {
        options.noClobber |= on;
        options.interactive &= !on;
    }

    @Option(names = {"-i", "--interactive"}, description = "ask before overwriting; one file is copied after the other then")
    private void interactive(boolean on) {
        options.interactive |= on;
        options.noClobber &= !on;
    }

    @Override
    Map<String, String> optionalValues() {
        return Map.of("--preserve", BASIC, "--reflink", "always");
    }

    @Override
    void check() {
        Reflink reflink = Reflink.valueOf(REFLINK.choose(reflinkWhen, "--reflink").toUpperCase(Locale.ROOT));
        Sparse sparse = Sparse.valueOf(SPARSE.choose(sparseWhen, "--sparse").toUpperCase(Locale.ROOT));
        targets.check();
        if (link && symlink) {
            throw new UsageException("cannot make both hard and symbolic links");
        }
        if (reflink == Reflink.ALWAYS && sparse != Sparse.AUTO) {
            throw new UsageException("--reflink can be used only with --sparse=auto");
        }
        options.recursive = recursive || archive;
        options.update = update;
        options.force = force;
        options.removeDestination = removeDestination;
        options.verbose = verbose;
        options.oneFileSystem = oneFileSystem;
        options.reflink = reflink;
        options.sparse = sparse;
        options.instead = link ? Instead.LINK : symlink ? Instead.SYMLINK : Instead.NOTHING;
        options.follow = follow != null ? follow : options.recursive && !link ? Follow.NEVER : Follow.ALWAYS;
        for (Kept each : kept) {
            for (String what : each.what.split(",", -1)) {
                String attribute = ATTRIBUTES.choose(what, each.option);
                options.xattrNamed |= each.on && attribute.equals("xattr");
                set(attribute, each);
            }
        }
    }

    private void set(String what, Kept by) {
        boolean on = by.on;
        switch (what) {
            case "mode" -> {
                options.mode = on;
                options.anyMode = !on;
            }
            case "ownership" -> options.ownership = on;
            case "timestamps" -> options.timestamps = on;
            case "links" -> options.links = on;
            case "xattr" -> options.xattr = on;
            case "context" -> context |= on;
            case "all" -> ALL.forEach(each -> set(each, by));
            default -> throw new AssertionError(what);
        }
    }

    @Override
    void run(Session session) {
        if (context) {
            session.failed("cannot preserve security context without an SELinux-enabled kernel");
            return;
        }
        session.tuneFor(targets.first());
        session.tuneFor(targets.last());
        CopyTree tree = new CopyTree(session, options, copies -> new CopyOver(copies, new Prompt(session, streams, "jeio cp")));
        session.progress.unit("MiB", 1 << 20);
        if (session.progress.wanted()) {
            targets.sources().forEach(source -> Total.count(session, source));
        }
        targets.forEach(session, tree::add);
        tree.run();
    }
}
