package io.github.jeio.files;

import java.nio.file.Path;
import java.util.Iterator;

/** {@link Path#toRealPath} with {@code NOFOLLOW_LINKS}: a {@code ..} goes where what is before it is no symbolic link. */
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
        task.then(task.io.aioLstat(PathNames.of("path", result)), there -> task.finish(result));
    }

    private void up(Path name) {
        if (result.getNameCount() == 0) {
            start();
            return;
        }
        task.then(task.io.aioLstat(PathNames.of("path", result)), stat -> {
            result = stat.isSymbolicLink() ? result.resolve(name) : result.getParent();
            start();
        });
    }
}
