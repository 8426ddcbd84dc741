package io.github.jeio.files;

import io.github.jeio.AioStat;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * {@link Path#toRealPath} with {@code NOFOLLOW_LINKS}: a {@code ..} is resolved only if the name before it is not a symbolic
 * link.
 */
final class RealPath {

    private final Task<Path> task;
    private final Iterator<Path> names;
    private Path result;

    RealPath(Task<Path> task, Path path) {
        this.task = task;
        Path absolute = path.toAbsolutePath();
        this.names = absolute.iterator();
        this.result = absolute.getRoot();
    }

    void start() {
        while (names.hasNext()) {
            Path name = names.next();
            String text = name.toString();
            if (text.equals("..")) {
                up(name);
                return;
            } else if (!text.equals(".") && !text.isEmpty()) {
                result = result.resolve(name);
            }
        }
        look(there -> task.finish(result));
    }

    private void up(Path name) {
        if (result.getNameCount() == 0) {
            start();
            return;
        } else if (result.endsWith(name)) {
            result = result.resolve(name); // after a symbolic link, whose target's name is not known here
            start();
            return;
        }
        look(stat -> {
            result = stat.isSymbolicLink() ? result.resolve(name) : Objects.requireNonNull(result.getParent(), "parent");
            start();
        });
    }

    private void look(Consumer<AioStat> next) {
        task.then(task.io.aioLstat(PathNames.of("path", result)), next, error -> task.fail(JdkErrors.of(error, result, null)));
    }
}
