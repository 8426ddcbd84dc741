package io.github.jeio.cli;

import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * rm: a single request of jeio's removes a tree, if the user need not be asked and nothing is to be reported. What that
 * request leaves is removed entry by entry.
 */
@CommandLine.Command(name = "rm", description = "Removes files and trees, as coreutils' rm does, many entries at a time.", sortOptions = false)
final class Rm extends Command {

    @Option(names = {"-f", "--force"}, description = "ignore what does not exist, and never ask")
    private boolean force;

    @Option(names = {"-r", "-R", "--recursive"}, description = "remove directories with all that is in them")
    private boolean recursive;

    @Option(names = {"-d", "--dir"}, description = "remove empty directories")
    private boolean dir;

    @Option(names = {"-i"}, description = "ask before each removal; one is removed after the other then")
    private boolean interactive;

    @Option(names = {"-I"}, description = "ask once where there are more than three operands, or directories")
    private boolean once;

    @Option(names = {"-v", "--verbose"}, description = "tell what is removed")
    private boolean verbose;

    @Option(names = "--one-file-system", description = "leave directories of other file systems")
    private boolean oneFileSystem;

    @Option(names = "--no-preserve-root", description = "do not refuse to remove /")
    private boolean noPreserveRoot;

    @Option(names = "--preserve-root", description = "refuse to remove /; so it is anyhow")
    private boolean preserveRoot;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "what to remove")
    private List<String> operands = List.of();

    private Session session;
    private IoAio io;
    private RemoveTree careful;

    @Override
    void check() {
        if (operands.isEmpty() && !force) {
            throw new UsageException("missing operand");
        }
    }

    @Override
    void run(Session session) {
        this.session = session;
        io = session.io;
        Prompt prompt = new Prompt(session, streams, "jeio rm");
        if (once && !confirmed(prompt)) {
            return;
        }
        if (!operands.isEmpty()) {
            session.tuneFor(operands.get(0));
        }
        boolean ask = interactive || !force && streams.inIsTerminal();
        careful = new RemoveTree(session, prompt, interactive, ask, force, recursive, dir, verbose, oneFileSystem);
        boolean quick = recursive && !ask && !verbose && !oneFileSystem;
        session.progress.unit("", 1);
        for (String operand : operands) {
            if (!refuse(operand)) {
                if (quick) {
                    removeQuickly(operand);
                } else {
                    careful.add(operand);
                }
            }
        }
        careful.run();
        session.flush();
    }

    private boolean confirmed(Prompt prompt) {
        int count = operands.size();
        if (count <= 3 && !recursive) {
            return true;
        }
        String arguments = count == 1 ? "1 argument" : count + " arguments";
        return prompt.yes("remove " + arguments + (recursive ? " recursively" : ""));
    }

    private boolean refuse(String operand) {
        String name = Targets.lastName(operand);
        if (recursive && (name.equals(".") || name.isEmpty() && operand.contains(".."))) {
            session.failed("refusing to remove '.' or '..' directory: skipping " + Names.quote(operand));
            return true;
        }
        if (recursive && !noPreserveRoot && isRoot(operand)) {
            session.failed("it is dangerous to operate recursively on " + (operand.equals("/") ? "'/'" : Names.quote(operand) + " (same as '/')"));
            session.failed("use --no-preserve-root to override this failsafe");
            return true;
        }
        return false;
    }

    private boolean isRoot(String operand) {
        AioStat st = session.orNull(io.aioLstat(operand));
        AioStat root = session.orNull(io.aioLstat("/"));
        return st != null && root != null && st.isDirectory() && st.dev() == root.dev() && st.ino() == root.ino();
    }

    /**
     * Removes a tree by one request. If that fails, it is removed entry by entry, so that errors can be reported by name.
     */
    private void removeQuickly(String operand) {
        io.aioLstat(operand, st -> {
            if (st == null || !st.isDirectory() || operand.endsWith("/") && st.isSymbolicLink()) {
                careful.add(operand);
                careful.run();
            } else {
                session.cancelOnStop(io.aioRmtree(operand, status -> {
                    if (status < 0) {
                        careful.add(operand);
                        careful.run();
                    }
                }));
            }
        });
    }
}
