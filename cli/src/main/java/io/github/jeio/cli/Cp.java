package io.github.jeio.cli;

import io.github.jeio.cli.CopyOptions.Follow;
import io.github.jeio.cli.CopyOptions.Reflink;
import io.github.jeio.cli.CopyOptions.Sparse;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** cp. */
@CommandLine.Command(name = "cp", description = "Copies files and trees, as coreutils' cp does, many at a time. A signal leaves"
        + " no incomplete file: what is being copied then is removed, also where it replaces an older one.", sortOptions = false)
final class Cp extends Command {

    @Option(names = {"-r", "-R", "--recursive"}, description = "copy directories with all that is in them")
    private boolean recursive;

    @Option(names = {"-a", "--archive"}, description = "same as -dR --preserve=all")
    private boolean archive;

    @Option(names = "-d", description = "same as --no-dereference --preserve=links")
    private boolean links;

    @Option(names = "-p", description = "same as --preserve=mode,ownership,timestamps")
    private boolean preserve;

    @Option(names = "--preserve", split = ",", paramLabel = "WHAT",
            description = "keep mode, ownership, timestamps, links, xattr or all of these; without =WHAT the first three")
    private List<String> preserved = List.of();

    @Option(names = "--no-preserve", split = ",", paramLabel = "WHAT", description = "do not keep that")
    private List<String> notPreserved = List.of();

    @Option(names = {"-P", "--no-dereference"}, description = "copy symbolic links as such")
    private boolean never;

    @Option(names = {"-L", "--dereference"}, description = "copy what symbolic links lead to")
    private boolean always;

    @Option(names = "-H", description = "copy what symbolic links lead to that are operands")
    private boolean named;

    @Option(names = {"-n", "--no-clobber"}, description = "leave what exists")
    private boolean noClobber;

    @Option(names = {"-u", "--update"}, description = "leave what is not older than the source")
    private boolean update;

    @Option(names = {"-f", "--force"}, description = "remove what can't be opened for writing, and try again")
    private boolean force;

    @Option(names = {"-i", "--interactive"}, description = "ask before overwriting; one file is copied after the other then")
    private boolean interactive;

    @Option(names = "--remove-destination", description = "remove what exists before copying, rather than write into it")
    private boolean removeDestination;

    @Option(names = {"-v", "--verbose"}, description = "tell what is copied; in no particular order")
    private boolean verbose;

    @Option(names = {"-x", "--one-file-system"}, description = "stay on the source's file system")
    private boolean oneFileSystem;

    @Option(names = "--reflink", defaultValue = "auto", paramLabel = "WHEN",
            description = "share the data, always (or fail), auto (if it can be) or never; without =WHEN always")
    private Reflink reflink;

    @Option(names = "--sparse", defaultValue = "auto", paramLabel = "WHEN",
            description = "make holes: always where there are zeros, auto as in the source, or never")
    private Sparse sparse;

    @Mixin
    private Targets targets = new Targets();

    private final CopyOptions options = new CopyOptions();

    @Override
    Map<String, String> optionalValues() {
        return Map.of("--preserve", "mode,ownership,timestamps", "--reflink", "always");
    }

    @Override
    void check() {
        targets.check();
        if (reflink == Reflink.ALWAYS && sparse != Sparse.AUTO) {
            throw new UsageException("--reflink can be used only with --sparse=auto");
        }
        options.recursive = recursive || archive;
        options.noClobber = noClobber;
        options.update = update;
        options.force = force;
        options.interactive = interactive && !noClobber;
        options.removeDestination = removeDestination;
        options.verbose = verbose;
        options.oneFileSystem = oneFileSystem;
        options.reflink = reflink;
        options.sparse = sparse;
        options.follow = always ? Follow.ALWAYS : named ? Follow.NAMED : never || archive || links || recursive ? Follow.NEVER : Follow.ALWAYS;
        keep("links", links);
        keep("all", archive);
        preserved.forEach(what -> keep(what, true));
        keep("mode", preserve);
        keep("ownership", preserve);
        keep("timestamps", preserve);
        notPreserved.forEach(what -> set(what, false));
        options.anyMode = notPreserved.contains("mode") || notPreserved.contains("all");
        options.xattrNamed = preserved.contains("xattr");
    }

    private void keep(String what, boolean wanted) {
        if (wanted) {
            set(what, true);
        }
    }

    private void set(String what, boolean on) {
        switch (what) {
            case "mode" -> options.mode = on;
            case "ownership" -> options.ownership = on;
            case "timestamps" -> options.timestamps = on;
            case "links" -> options.links = on;
            case "xattr" -> options.xattr = on;
            case "context" -> { }
            case "all" -> List.of("mode", "ownership", "timestamps", "links", "xattr").forEach(each -> set(each, on));
            default -> throw new UsageException("invalid argument " + Names.quote(what) + " for '--preserve'");
        }
    }

    @Override
    void run(Session session) {
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
