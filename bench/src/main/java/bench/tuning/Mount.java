package bench.tuning;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files in 100 directories, mounted by sshfs over a relay that holds each direction back. */
final class Mount implements AutoCloseable {

    private static final int DIRECTORIES = 100;
    private static final int FILES = 2_000;

    private final Process process;
    private final Path near;

    /** @throws IOException it can't be mounted: there is no sshfs, say, or no right to */
    Mount(Place place, int milliseconds) throws IOException {
        Path directory = place.directory().resolve("mount-" + milliseconds);
        Path far = Files.createDirectories(directory.resolve("far"));
        near = directory.resolve("near");
        for (int i = 0; i < FILES; i++) {
            if (!Files.exists(far.resolve(name(i)))) {
                Files.createDirectories(far.resolve(name(i)).getParent());
                Files.writeString(far.resolve(name(i)), "file " + i + "\n");
            }
        }
        process = new ProcessBuilder(place.bench().resolve("tuning/mount.sh").toString(), directory.toString(), "" + milliseconds)
                .redirectError(directory.resolve("log").toFile()).start();
        String said = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
        if (!"mounted".equals(said)) {
            close();
            throw new IOException("sshfs could not be mounted: " + Files.readString(directory.resolve("log")).strip());
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
