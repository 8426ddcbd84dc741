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

/** sha256sum and its kin: files are read and hashed many at a time, and told in the order of the operands. */
final class Sum extends Command {

    private String algorithm = "sha256";
    private boolean check;
    private boolean zero;
    private boolean ignoreMissing;
    private boolean strict;

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

    @Override
    void define(Options o) {
        o.command("sum", "Prints checksums in sha256sum's format, or checks them; many files are read at a time, and told in order.");
        algorithm = o.value("-a --algorithm", "NAME", "md5, sha1, sha224, sha256 (the default), sha384 or sha512", algorithm);
        check |= o.flag("-c --check", "read checksums from the operands, and check them");
        if (o.flag("--tag", "write BSD's format")) {
            tag = true;
            binary = Boolean.TRUE;
        }
        zero |= o.flag("-z --zero", "end each line with a NUL, and escape nothing");
        ignoreMissing |= o.flag("--ignore-missing", "with -c: do not fail for what does not exist");
        strict |= o.flag("--strict", "with -c: fail for lines that are no checksums");
        if (o.flag("-b --binary", "write a star before names")) {
            binary = Boolean.TRUE;
        }
        if (o.flag("-t --text", "do not, as it is anyhow")) {
            binary = Boolean.FALSE;
        }
        if (o.flag("--quiet", "with -c: do not tell what is as it should be")) {
            tell(Tells.FAILURES, "--quiet");
        }
        if (o.flag("--status", "with -c: tell nothing; the status says it")) {
            tell(Tells.NOTHING, "--status");
        }
        if (o.flag("-w --warn", "with -c: warn of each line that is no checksum")) {
            tell(Tells.WARNINGS, "--warn");
        }
        operands = o.operands("FILE", 0, Options.MANY, "what to read; - or nothing: standard input", operands);
    }

    private void tell(Tells what, String option) {
        tells = what;
        tellsBy = option;
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
