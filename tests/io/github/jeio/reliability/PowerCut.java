package io.github.jeio.reliability;

import io.github.jeio.support.CCompiler;
import io.github.jeio.support.Jvm;
import java.io.BufferedReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * {@code PowerCut <cutdisk> <directory> <other file system> <seed> <rounds>}: a process writes, renames, and copies files and trees to a
 * file system on a disk that loses its power, and with it whatever was not flushed, at a random moment: see {@code cutdisk.c}. What is
 * there when the file system is mounted once more is the old or the new, and what was acknowledged, and synced, is the new.
 */
public final class PowerCut {

    private static final List<String> KINDS = List.of("writeFile", "rename", "synced copy", "synced tree", "move", "mvtree");
    private static final List<String> FILE_SYSTEMS = List.of("ext4", "btrfs", "xfs");
    private static final List<Long> MEBIBYTES = List.of(64L, 128L, 320L);
    private static final int MOST_DONE = 3;
    private static final int MOST_MILLIS = 60;

    private final String cutdisk;
    private final Path dir;
    private final Path other;
    private long kept;
    private long lost;
    private int inTheMiddle;

    private PowerCut(String cutdisk, Path dir, Path other) {
        this.cutdisk = cutdisk;
        this.dir = dir;
        this.other = other;
    }

    public static void main(String[] args) throws Exception {
        PowerCut cuts = new PowerCut(args[0], Files.createDirectories(Path.of(args[1])), Path.of(args[2]));
        long seed = Long.parseLong(args[3]);
        int rounds = Integer.parseInt(args[4]);
        Progress.watch(() -> "a round of power cuts");
        for (int i = 0; i < FILE_SYSTEMS.size(); i++) {
            cuts.makeFileSystem(FILE_SYSTEMS.get(i), MEBIBYTES.get(i));
        }
        for (long now = seed; now < seed + rounds; now++) {
            String kind = KINDS.get((int) (now % KINDS.size()));
            String type = FILE_SYSTEMS.get((int) (now / KINDS.size() % FILE_SYSTEMS.size()));
            try {
                cuts.round(kind, type, now);
            } catch (AssertionError e) {
                throw new AssertionError(kind + " on " + type + ", SEED=" + now, e);
            }
            Progress.made();
        }
        System.out.printf("power: cut %d times, %d of them in the middle of a request, on %s, seed %d; %d sectors not flushed have reached the "
                + "disk, %d were lost: old or new, nothing acknowledged is missing%n", rounds, cuts.inTheMiddle, FILE_SYSTEMS, seed, cuts.kept,
                cuts.lost);
    }

    private static void run(String... command) throws Exception {
        CCompiler.output(command);
    }

    private void makeFileSystem(String type, long mebibytes) throws Exception {
        Path image = dir.resolve(type);
        Path mounted = Files.createDirectories(dir.resolve("mounted"));
        run("truncate", "-s", mebibytes + "M", image.toString());
        run("mkfs." + type, "-q", image.toString());
        run("mount", "-o", "loop", image.toString(), mounted.toString());
        Files.createDirectory(mounted.resolve("files"));
        run("umount", mounted.toString());
    }

    private void round(String kind, String type, long seed) throws Exception {
        Path image = dir.resolve("image");
        Path mounted = dir.resolve("mounted");
        Aftermath found = new Aftermath(mounted.resolve("files"), Files.createDirectories(other));
        run("cp", "--sparse=always", dir.resolve(type).toString(), image.toString());
        usedUntilItIsCut(kind, image, mounted, found, seed);
        run("mount", "-o", "loop", image.toString(), mounted.toString());
        try {
            found.check(kind);
            found.clear();
        } finally {
            run("umount", mounted.toString());
        }
    }

    private void usedUntilItIsCut(String kind, Path image, Path mounted, Aftermath found, long seed) throws Exception {
        Path disks = Files.createDirectories(dir.resolve("disks"));
        Process disk = new ProcessBuilder(cutdisk, disks.toString(), image.toString(), Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader says = disk.inputReader(); Writer power = disk.outputWriter()) {
            expect(says.readLine(), "ready");
            run("mount", "-o", "loop", disks.resolve("disk").toString(), mounted.toString());
            try {
                work(kind, found, new Random(seed), says, power);
            } finally {
                run("umount", mounted.toString());
            }
        } finally {
            disk.waitFor(); // its input has ended
        }
    }

    private void work(String kind, Aftermath found, Random random, BufferedReader says, Writer power) throws Exception {
        Process process = new Jvm().options("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
                .start(Crasher.class, kind, dir.resolve("mounted/files").toString(), other.toString());
        int wanted = random.nextInt(MOST_DONE) - 1;
        try (BufferedReader output = process.inputReader()) {
            while (found.done() < wanted || found.begun() < 0) {
                found.read(output.readLine());
            }
            Thread.sleep(random.nextInt(MOST_MILLIS), random.nextInt(1_000_000));
            power.write("cut\n");
            power.flush();
            String[] cut = says.readLine().split(" ");
            expect(cut[0], "cut");
            kept += Long.parseLong(cut[1]);
            lost += Long.parseLong(cut[2]);
            process.toHandle().destroyForcibly();
            process.waitFor();
            // what it says of its failure, which the disk's end is, is left out
            output.lines().filter(Aftermath::isSaid).forEach(found::read);
        }
        if (found.begun() > found.done()) {
            inTheMiddle++;
        }
    }

    private static void expect(String said, String expected) {
        if (!expected.equals(said)) {
            throw new AssertionError("the disk said " + said + " in place of " + expected);
        }
    }
}
