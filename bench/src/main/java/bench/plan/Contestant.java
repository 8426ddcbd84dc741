package bench.plan;

import bench.Setup;
import bench.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A system that is measured, and how its driver is started.
 *
 * @param id its name on the command line
 * @param title its name in a table
 * @param family what kind of program it is
 * @param launch how its process is started
 */
public record Contestant(String id, String title, Family family, Launch launch) {

    /** The command of a driver. */
    @FunctionalInterface
    public interface Launch {
        List<String> command(Setup setup, int threads);
    }

    public static final List<Contestant> ALL = List.of(
            java("jeio", "jeio", Family.JEIO),
            java("jeio-noinline", "jeio, inline off", Family.JEIO),
            java("jeio-2pools", "jeio, two pools, two threads", Family.JEIO),
            java("jeio-await", "jeio, `await()` in platform threads", Family.JEIO),
            java("jeio-await-virtual", "jeio, `await()` in virtual threads", Family.JEIO),
            java("jeio-tree", "jeio, `aioTree` and `aioReaddirBatches`", Family.JEIO),
            program("cloop", "a C loop of the system calls"),
            program("libeio", "raw C libeio"),
            new Contestant("perl", "Perl's IO::AIO", Family.OTHER, (setup, threads) ->
                    List.of("perl", setup.bench().resolve("perl/ioaio.pl").toString(), setup.data().toString(), "" + threads)),
            program("iouring", "raw C io_uring"),
            java("executor", "Java executor, blocking calls", Family.ASYNC_JAVA),
            java("virtual-loop", "Java, a virtual thread an operation", Family.ASYNC_JAVA),
            java("afc", "AsynchronousFileChannel, an executor", Family.ASYNC_JAVA),
            java("afc-default", "AsynchronousFileChannel, default group", Family.ASYNC_JAVA),
            java("vertx", "Vert.x FileSystem", Family.ASYNC_JAVA),
            java("jasyncfio", "jasyncfio, from outside its loop", Family.URING_JAVA),
            java("jasyncfio-ring", "jasyncfio, on its ring thread", Family.URING_JAVA),
            new Contestant("node", "Node's fs", Family.OTHER, (setup, threads) ->
                    List.of("node", setup.bench().resolve("node/fs.js").toString(), setup.data().toString())),
            java("blocking", "Java, one blocking thread", Family.BLOCKING_JAVA),
            java("platform", "Java, platform threads that block in place", Family.BLOCKING_JAVA),
            java("virtual", "Java, virtual threads that block in place", Family.BLOCKING_JAVA),
            program("coreutils", "find, cp, rm"));

    public static Contestant byId(String id) {
        return ALL.stream().filter(each -> each.id.equals(id)).findFirst()
                .orElseThrow(() -> new UsageException("no system is called " + id + "; see bench/run list"));
    }

    public static List<Contestant> of(Family... families) {
        return ALL.stream().filter(each -> List.of(families).contains(each.family)).toList();
    }

    /** What a driver finds in its environment. */
    public static Map<String, String> environment(int threads) {
        return Map.of("UV_THREADPOOL_SIZE", "" + threads);
    }

    /** What every JVM that is measured is started with. */
    public static List<String> jvm(Setup setup) {
        return List.of(setup.java(), "--enable-native-access=ALL-UNNAMED", "-Xms512m", "-Xmx1g",
                "-Djava.awt.headless=true", "-cp", setup.classPath());
    }

    private static Contestant java(String id, String title, Family family) {
        return new Contestant(id, title, family, (setup, threads) -> {
            List<String> command = new ArrayList<>(jvm(setup));
            command.addAll(List.of("bench.peer.Serve", id, setup.data().toString(), "" + threads));
            return command;
        });
    }

    private static Contestant program(String id, String title) {
        return new Contestant(id, title, Family.OTHER, (setup, threads) ->
                List.of(setup.program(id).toString(), setup.data().toString(), "" + threads));
    }
}
