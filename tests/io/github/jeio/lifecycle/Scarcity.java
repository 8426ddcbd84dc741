package io.github.jeio.lifecycle;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.IoAio;
import io.github.jeio.LinuxAio;
import io.github.jeio.nio.AioSelectable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The first use in a JVM of its own, from jeio's jar, while something is missing; and the next one, when that is there. */
final class Scarcity {

    private Scarcity() { }

    public static void main(String[] args) throws Exception {
        Class.forName(AioException.class.getName()); // the class path's own descriptors are open
        Class.forName(AioConstants.class.getName(), false, Scarcity.class.getClassLoader());
        List<Callable<Object>> uses = new ArrayList<>();
        for (int i = 0; i < 3; i++) { // each with call sites of its own: the JVM may remember that one could not be resolved
            uses.add(i == 0 ? new First(args[1]) : i == 1 ? new Second(args[1]) : new Third(args[1]));
        }
        if (args[0].equals("directory")) {
            directory(uses);
        } else {
            descriptors(uses, Integer.parseInt(args[2]));
        }
        jdkWorks();
        System.out.println("works");
        System.exit(0);
    }

    private static void descriptors(List<Callable<Object>> uses, int left) throws Exception {
        List<FileInputStream> all = new ArrayList<>();
        try {
            for (;;) {
                all.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            for (int i = 0; i < left; i++) {
                all.remove(all.size() - 1).close();
            }
        }
        for (int i = 0; i < 2; i++) {
            attempt(uses.get(i));
        }
        for (FileInputStream one : all) {
            one.close();
        }
        uses.get(2).call();
    }

    private static void directory(List<Callable<Object>> uses) throws Exception {
        Path base = Files.createTempDirectory("scarcity");
        System.setProperty("java.io.tmpdir", base.resolve("missing").toString());
        attempt(uses.get(0));
        attempt(uses.get(1));
        System.setProperty("java.io.tmpdir", base.toString());
        uses.get(2).call();
        delete(base.toFile());
    }

    private static void delete(File file) {
        File[] members = file.listFiles();
        for (File member : members == null ? new File[0] : members) {
            delete(member);
        }
        file.delete();
    }

    private static void attempt(Callable<Object> use) throws Exception {
        try {
            System.out.println("at once: " + use.call());
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw e;
        } catch (Exception | LinkageError e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static void jdkWorks() throws IOException {
        FileChannel.open(Path.of("/dev/null")).close();
        Pipe pipe = Pipe.open();
        pipe.sink().close();
        pipe.source().close();
    }

    private static Object use(String what) throws Exception {
        switch (what) {
            case "shared":
                return IoAio.shared().aioStat("/").await().size() >= 0;
            case "CWD":
                return IoAio.CWD.aioStat(".").await().size() >= 0;
            case "LinuxAio":
                return LinuxAio.aioOpen("/dev/null", AioConstants.O_RDONLY, 0).isDone() && LinuxAio.nreqs() >= 0;
            case "create":
                try (IoAio io = IoAio.create()) {
                    return io.aioStat("/").await().size() >= 0;
                }
            case "AioSelectable":
                AioSelectable.open(IoAio.shared()).close();
                return true;
            case "Advanced":
                int fd = Advanced.eventfd(0, 0);
                if (fd < 0) {
                    throw new IOException(new AioException("eventfd", null, null, IoAio.errno()).getMessage());
                }
                IoAio.shared().aioClose(fd).await();
                return true;
            case "mmap":
                return Advanced.mmap(1, AioConstants.PROT_READ, AioConstants.MAP_PRIVATE | AioConstants.MAP_ANONYMOUS, -1, 0).capacity();
            default:
                return AioConstants.O_DIRECT + AioConstants.PAGESIZE;
        }
    }

    private record First(String what) implements Callable<Object> {
        @Override
        public Object call() throws Exception {
            return use(what);
        }
    }

    private record Second(String what) implements Callable<Object> {
        @Override
        public Object call() throws Exception {
            return use(what);
        }
    }

    private record Third(String what) implements Callable<Object> {
        @Override
        public Object call() throws Exception {
            return use(what);
        }
    }
}
