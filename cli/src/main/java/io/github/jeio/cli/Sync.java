package io.github.jeio.cli;

import java.util.List;

/** Mirrors a tree: a copy with attributes, of what is new or has changed. */
final class Sync extends Command {

    private boolean contents;
    private boolean delete;
    private boolean dryRun;
    private boolean verbose;
    private boolean oneFileSystem;

    private List<String> operands = List.of();

    @Override
    void define(Options o) {
        o.command("sync", "Makes TARGET as SOURCE is: copies what is new or differs in size or time of change, with all attributes. A file"
                + " gets its name when it is complete; what was there stays until then. What is done when a run is interrupted is not done"
                + " again by the next.");
        contents |= o.flag("-c --checksum", "compare contents, whatever size and time say");
        delete |= o.flag("--delete", "remove what SOURCE does not have; nothing in a directory that could not be read");
        dryRun |= o.flag("-n --dry-run", "do nothing, and tell what would be done");
        verbose |= o.flag("-v --verbose", "tell what is copied and removed");
        oneFileSystem |= o.flag("-x --one-file-system", "stay on the source's file system");
        operands = o.operands("SOURCE TARGET", 0, Options.MANY, "two directories, or files; TARGET need not exist", operands);
    }

    @Override
    void check() {
        if (operands.size() != 2) {
            throw new UsageException(operands.isEmpty() ? "missing operand" : operands.size() == 1
                    ? "missing target after " + Names.quote(operands.get(0)) : "extra operand " + Names.quote(operands.get(2)));
        }
    }

    @Override
    void run(Session session) {
        CopyOptions options = new CopyOptions();
        options.recursive = true;
        String source = operands.get(0);
        String target = operands.get(1);
        options.follow = source.endsWith("/") ? CopyOptions.Follow.NAMED : CopyOptions.Follow.NEVER; // as open(2) has it
        options.removeDestination = true;
        options.atomic = true;
        options.mode = true;
        options.ownership = true;
        options.timestamps = true;
        options.links = true;
        options.xattr = true;
        options.verbose = verbose || dryRun;
        options.dryRun = dryRun;
        options.delete = delete;
        options.oneFileSystem = oneFileSystem;
        operands.forEach(session::tuneFor);
        session.progress.unit("MiB", 1 << 20);
        CopyTree tree = new CopyTree(session, options, copies -> new SyncOver(copies, contents));
        if (delete && isInside(session, source, target)) {
            session.failed("cannot delete in " + Names.quote(target) + ", where the source " + Names.quote(source) + " is");
            return;
        }
        tree.add(Targets.withoutSlashes(source), Targets.withoutSlashes(target));
        tree.run();
    }

    /** Whether the source is below the target: what the source does not have would be itself. */
    private static boolean isInside(Session session, String source, String target) {
        String from = session.orNull(session.io.aioRealpath(source));
        String to = session.orNull(session.io.aioRealpath(target));
        return from != null && to != null && !from.equals(to) && from.startsWith(to.equals("/") ? to : to + "/");
    }
}
