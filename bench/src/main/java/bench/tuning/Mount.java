package bench.tuning;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files in 100 directories, on a file system that a script mounts and takes down. */
final class Mount implements AutoCloseable {

    private static final int DIRECTORIES = 100;
    private static final int FILES = 2_000;

    private final Process process;
    private final Path near;

    private Mount(Place place, Path directory, String... command) throws IOException {
        near = Files.createDirectories(directory).resolve("near");
        String[] whole = command.clone();
        whole[0] = place.bench().resolve(command[0]).toString();
        process = new ProcessBuilder(whole).redirectError(directory.resolve("log").toFile()).start();
        String said = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
        if (!"mounted".equals(said)) {
            close();
            throw new IOException("it could not be mounted: " + Files.readString(directory.resolve("log")).strip());
        }
    }

    /**
     * By sshfs, over a relay that holds each direction back.
     *
     * @throws IOException it can't be mounted: there is no sshfs, say, or no right to
     */
    static Mount sshfs(Place place, int milliseconds) throws IOException {
        Path directory = place.directory().resolve("mount-" + milliseconds);
        write(directory.resolve("far"));
        return new Mount(place, directory, "tuning/mount.sh", directory.toString(), "" + milliseconds);
    }

    /**
     * By GlusterFS, whose three bricks are on this machine.
     *
     * @throws IOException it can't be mounted: there is no GlusterFS, say, or no right to
     */
    static Mount glusterfs(Place place) throws IOException {
        Path directory = place.directory().resolve("gluster");
        Mount mount = new Mount(place, directory, "tuning/gluster.sh", directory.toString());
        try {
            write(mount.near);
            return mount;
        } catch (Throwable e) {
            mount.close();
            throw e;
        }
    }

    private static void write(Path directory) throws IOException {
        for (int i = 0; i < FILES; i++) {
            Path file = directory.resolve(name(i));
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, "file " + i + "\n");
            }
        }
    }

    /** One file after the other, each in another directory than the last. */
    String path(int file) {
        return near.resolve(name(file % FILES)).toString();
    }

    private static String name(int file) {
        return DIRECTORIES + "/" + file % DIRECTORIES + "/" + file;
    }

    /** The script takes all of it down when its input ends. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
