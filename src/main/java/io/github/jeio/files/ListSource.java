package io.github.jeio.files;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The entries of a directory. */
final class ListSource implements Source<Path> {

    private final HandOff handOff;
    private final Path directory;
    private final String name;
    private final OpenDirectory cursor = new OpenDirectory();

    ListSource(HandOff handOff, Path directory) {
        this.handOff = handOff;
        this.directory = directory;
        this.name = PathNames.of("directory", directory);
    }

    @Override
    public CompletableFuture<List<Path>> next() {
        return Task.start(handOff, JdkErrors.listing(directory), task -> {
            if (cursor.isOpen()) {
                read(task);
            } else {
                task.acquire(handOff.io.aioOpendir(name), cursor::opened, opened -> read(task));
            }
        });
    }

    private void read(Task<List<Path>> task) {
        task.then(cursor.read(), entries -> task.finish(
                entries.stream().map(entry -> directory.resolve(PathNames.ofName(entry.name()))).toList()));
    }

    @Override
    public void close() {
        cursor.close();
    }
}
