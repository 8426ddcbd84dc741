package io.github.jeio.cli;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** sha256sum and its kin: files are read and hashed many at a time, and told in the order of the operands. */
@CommandLine.Command(name = "sum", description = "Prints checksums in sha256sum's format, or checks them; many files are read at a"
        + " time, and told in order.", sortOptions = false)
final class Sum extends Command {

    @Option(names = {"-a", "--algorithm"}, defaultValue = "sha256", paramLabel = "NAME",
            description = "md5, sha1, sha224, sha256 (the default), sha384 or sha512")
    private String algorithm;

    @Option(names = {"-c", "--check"}, description = "read checksums from the operands, and check them")
    private boolean check;

    @Option(names = {"-z", "--zero"}, description = "end each line with a NUL, and escape nothing")
    private boolean zero;

    @Option(names = "--ignore-missing", description = "with -c: do not fail for what does not exist")
    private boolean ignoreMissing;

    @Option(names = "--strict", description = "with -c: fail for lines that are no checksums")
    private boolean strict;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "what to read; - or nothing: standard input")
    private List<String> operands = List.of("-");

    /** How much -c tells: as the last of the options says. */
    enum Tells { ALL, WARNINGS, FAILURES, NOTHING }

    private Tells tells = Tells.ALL;
    /** The option of which that is. */
    private String tellsBy;
    private boolean tag;
    /** Null: neither was asked for. */
    private Boolean binary;
    private String digest;
    private Session session;
    private SumFile files;

    @Option(names = "--tag", description = "write BSD's format")
    private void tag(boolean on) {
        tag = on;
        binary(on);
    }

    @Option(names = {"-b", "--binary"}, description = "write a star before names")
    private void binary(boolean on) {
        binary = on ? Boolean.TRUE : binary;
    }

    @Option(names = {"-t", "--text"}, description = "do not, as it is anyhow")
    private void text(boolean on) {
        binary = on ? Boolean.FALSE : binary;
    }

    @Option(names = "--quiet", description = "with -c: do not tell what is as it should be")
    private void quiet(boolean on) {
        tell(on, Tells.FAILURES, "--quiet");
    }

    @Option(names = "--status", description = "with -c: tell nothing; the status says it")
    private void statusOnly(boolean on) {
        tell(on, Tells.NOTHING, "--status");
    }

    @Option(names = {"-w", "--warn"}, description = "with -c: warn of each line that is no checksum")
    private void warn(boolean on) {
        tell(on, Tells.WARNINGS, "--warn");
    }

    private void tell(boolean on, Tells what, String option) {
        tells = on ? what : tells;
        tellsBy = on ? option : tellsBy;
    }

    @Override
    char lineEnd() {
        return zero ? '\0' : '\n';
    }

    @Override
    void check() {
        digest = switch (algorithm.toLowerCase(Locale.ROOT)) {
            case "md5" -> "MD5";
            case "sha1", "sha224", "sha256", "sha384", "sha512" -> "SHA-" + algorithm.substring(3);
            default -> throw new UsageException("unknown algorithm " + Names.quote(algorithm));
        };
        String onlyWithCheck = ignoreMissing ? "--ignore-missing" : tellsBy != null ? tellsBy : strict ? "--strict" : null;
        if (tag && Boolean.FALSE.equals(binary)) {
            throw new UsageException("--tag does not support --text mode");
        }
        if (zero && check) {
            throw new UsageException("the --zero option is not supported when verifying checksums");
        }
        if (tag && check) {
            throw new UsageException("the --tag option is meaningless when verifying checksums");
        }
        if (binary != null && check) {
            throw new UsageException("the --binary and --text options are meaningless when verifying checksums");
        }
        if (!check && onlyWithCheck != null) {
            throw new UsageException("the " + onlyWithCheck + " option is meaningful only when verifying checksums");
        }
    }

    /** As messages have it. */
    String algorithmName() {
        return digest.replace("-", "");
    }

    MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    void run(Session session) throws Exception {
        this.session = session;
        files = new SumFile(session, streams.in());
        if (!operands.isEmpty()) {
            session.tuneFor(operands.get(0));
        }
        session.progress.unit("MiB", 1 << 20);
        ExecutorService threads = Executors.newFixedThreadPool(session.threads(), task -> {
            Thread thread = new Thread(task, "jeio-sum");
            thread.setDaemon(true);
            return thread;
        });
        try {
            if (check) {
                SumCheck checks = new SumCheck(session, this, ignoreMissing, strict, tells);
                for (String list : operands) {
                    checks.check(list, threads, files);
                }
            } else {
                sum(threads);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void sum(ExecutorService threads) throws InterruptedException, ExecutionException {
        List<Future<SumFile.Outcome>> outcomes = new ArrayList<>();
        for (String operand : operands) {
            outcomes.add(files.submit(threads, operand, this::newDigest));
        }
        for (int i = 0; i < operands.size() && !session.stop.requested(); i++) {
            SumFile.Outcome outcome = outcomes.get(i).get();
            String operand = operands.get(i);
            if (outcome.errno() != 0) {
                session.failed(Names.quoteIfNeeded(operand), outcome.errno());
            } else if (outcome.hash() != null) {
                print(operand, HexFormat.of().formatHex(outcome.hash()));
            }
        }
    }

    private void print(String name, String hash) {
        if (session.out.json()) {
            session.out.line(new Json().put("path", name).put("algorithm", algorithm).put("hash", hash));
            return;
        }
        String escaped = zero ? name : name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        session.out.print(escaped.equals(name) ? "" : "\\");
        if (tag) {
            session.out.print(algorithmName()).print(" (").print(escaped).print(") = ").print(hash).end();
        } else {
            session.out.print(hash).print(Boolean.TRUE.equals(binary) ? " *" : "  ").print(escaped).end();
        }
    }
}
