package io.github.jeio.cli;

import io.github.jeio.cli.CopyOptions.Follow;
import io.github.jeio.cli.CopyOptions.Instead;
import io.github.jeio.cli.CopyOptions.Reflink;
import io.github.jeio.cli.CopyOptions.Sparse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** cp. */
final class Cp extends Command {

    private static final String BASIC = "mode,ownership,timestamps";
    private static final List<String> ALL = List.of("mode", "ownership", "timestamps", "links", "xattr");
    private static final Choices ATTRIBUTES = new Choices("mode", "timestamps", "ownership", "links", "context", "xattr", "all");
    private static final Choices REFLINK = new Choices("auto", "always", "never");
    private static final Choices SPARSE = new Choices("never", "auto", "always");

    private boolean recursive;
    private boolean update;
    private boolean force;
    private boolean link;
    private boolean symlink;
    private boolean removeDestination;
    private boolean verbose;
    private boolean oneFileSystem;
    private String reflinkWhen = "auto";
    private String sparseWhen = "auto";

    /** An attribute that is to be kept, or not. */
    private record Kept(String what, boolean on, String option) { }

    /** As they were given: of two that contradict each other, the later one counts. */
    private final List<Kept> kept = new ArrayList<>();
    /** Null: NEVER in trees, else ALWAYS. */
    private Follow follow;
    private boolean archive;
    private boolean context;

    private final Targets targets = new Targets(false);

    private final CopyOptions options = new CopyOptions();

    @Override
    void define(Options o) {
        o.command("cp", "Copies files and trees, as coreutils' cp does, many at a time. A signal leaves no incomplete file: what is being"
                + " copied then is removed, also where it replaces an older one.");
        recursive |= o.flag("-r -R --recursive", "copy directories with all that is in them");
        update |= o.flag("-u --update", "leave what is not older than the source");
        force |= o.flag("-f --force", "remove what can't be opened for writing, and try again");
        link |= o.flag("-l --link", "make hard links instead of copies");
        symlink |= o.flag("-s --symbolic-link", "make symbolic links instead of copies");
        removeDestination |= o.flag("--remove-destination", "remove what exists before copying, rather than write into it");
        verbose |= o.flag("-v --verbose", "tell what is copied; in no particular order");
        oneFileSystem |= o.flag("-x --one-file-system", "stay on the source's file system");
        reflinkWhen = o.valueOr("always", "--reflink", "WHEN", "share the data, always (or fail), auto (if it can be) or never; without =WHEN always",
                reflinkWhen);
        sparseWhen = o.value("--sparse", "WHEN", "make holes: always where there are zeros, auto as in the source, or never", sparseWhen);
        targets.define(o);
        if (o.flag("-a --archive", "same as -dR --preserve=all")) {
            archive = true;
            keep("all");
            follow = Follow.NEVER;
        }
        if (o.flag("-d", "same as --no-dereference --preserve=links")) {
            keep("links");
            follow = Follow.NEVER;
        }
        if (o.flag("-p", "same as --preserve=mode,ownership,timestamps")) {
            keep(BASIC);
        }
        keep(o.valueOr(BASIC, "--preserve", "WHAT[,WHAT...]", "keep mode, ownership, timestamps, links, xattr or all of these;"
                + " without =WHAT the first three", null));
        String not = o.value("--no-preserve", "WHAT[,WHAT...]", "do not keep that", null);
        if (not != null) {
            kept.add(new Kept(not, false, "--no-preserve"));
        }
        if (o.flag("-P --no-dereference", "copy symbolic links as such")) {
            follow = Follow.NEVER;
        }
        if (o.flag("-L --dereference", "copy what symbolic links lead to")) {
            follow = Follow.ALWAYS;
        }
        if (o.flag("-H", "copy what symbolic links lead to that are operands")) {
            follow = Follow.NAMED;
        }
        if (o.flag("-n --no-clobber", "leave what exists")) {
            options.noClobber = true;
            options.interactive = false;
        }
        if (o.flag("-i --interactive", "ask before overwriting; one file is copied after the other then")) {
            options.interactive = true;
            options.noClobber = false;
        }
    }

    private void keep(String what) {
        if (what != null) {
            kept.add(new Kept(what, true, "--preserve"));
        }
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
