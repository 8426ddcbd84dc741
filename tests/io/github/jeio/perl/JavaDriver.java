package io.github.jeio.perl;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.AioExtent;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs a script of requests through jeio, as {@code driver.pl} does through IO::AIO. */
final class JavaDriver {

    private static final int CLOSED = 999;

    private final IoAio io;
    private final String root;
    private final Map<String, Integer> fds = new HashMap<>();
    private final Map<String, AioWd> wds = new HashMap<>();
    private final Map<String, ByteBuffer> maps = new HashMap<>();
    private String outcome;
    /** Of the line that is executed. */
    private String[] args;

    JavaDriver(IoAio io, String root) {
        this.io = io;
        this.root = root;
    }

    List<String> run(List<String> script) {
        List<String> outcomes = new ArrayList<>();
        for (String line : script) {
            String[] words = line.split(" ");
            args = Arrays.copyOfRange(words, 1, words.length);
            outcome = "nothing";
            try {
                submit(words[0]);
                io.flush();
                IoAio.shared().flush(); // where what is relative to no directory goes
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                outcome = "refused";
            }
            outcomes.add(outcome);
        }
        fds.values().forEach(io::aioClose);
        wds.values().forEach(AioWd::close);
        maps.values().forEach(Advanced::munmap);
        io.flush();
        return outcomes;
    }

    private void submit(String operation) {
        switch (operation) {
            case "open" -> {
                String name = args[0];
                scope(1).aioOpen(path(1), number(2), number(3), fd -> {
                    if (fd >= 0) {
                        fds.put(name, fd);
                    }
                    outcome = fd < 0 ? fail() : "ok";
                });
            }
            case "close" -> io.aioClose(fds.remove(args[0]), this::status);
            case "seek" -> io.aioSeek(fd(0), offset(1), number(2), this::status);
            case "read" -> read();
            case "write" -> {
                ByteBuffer data = ByteBuffer.wrap(Script.bytes(args[3]));
                io.aioWrite(fd(0), offset(1), number(2), data, number(4), this::status);
            }
            case "sendfile" -> io.aioSendfile(fd(0), fd(1), offset(2), offset(3), this::status);
            case "readahead" -> io.aioReadahead(fd(0), offset(1), offset(2), this::status);
            case "stat" -> {
                if (isFd(0)) {
                    io.aioStat(fd(0), stat());
                } else {
                    scope(0).aioStat(path(0), stat());
                }
            }
            case "lstat" -> scope(0).aioLstat(path(0), stat());
            case "times" -> scope(0).aioLstat(path(0), object(st -> time(st.atime()) + " " + time(st.mtime())));
            case "seconds" -> scope(0).aioLstat(path(0), object(st -> st.mtime().toInstant().getEpochSecond()));
            case "statvfs" -> {
                Consumer<io.github.jeio.AioStatVfs> show = object(fs -> fs.bsize() + " " + fs.frsize() + " " + fs.namemax()
                        + " " + fs.flag());
                if (isFd(0)) {
                    io.aioStatvfs(fd(0), show);
                } else {
                    scope(0).aioStatvfs(path(0), show);
                }
            }
            case "utime" -> {
                if (isFd(0)) {
                    io.aioUtime(fd(0), time(1), time(2), this::status);
                } else {
                    scope(0).aioUtime(path(0), time(1), time(2), this::status);
                }
            }
            case "chown" -> {
                if (isFd(0)) {
                    io.aioChown(fd(0), number(1), number(2), this::status);
                } else {
                    scope(0).aioChown(path(0), number(1), number(2), this::status);
                }
            }
            case "chmod" -> {
                if (isFd(0)) {
                    io.aioChmod(fd(0), number(1), this::status);
                } else {
                    scope(0).aioChmod(path(0), number(1), this::status);
                }
            }
            case "truncate" -> {
                if (isFd(0)) {
                    io.aioTruncate(fd(0), offset(1), this::status);
                } else {
                    scope(0).aioTruncate(path(0), offset(1), this::status);
                }
            }
            case "allocate" -> io.aioAllocate(fd(0), number(1), offset(2), offset(3), this::status);
            case "unlink" -> scope(0).aioUnlink(path(0), this::status);
            case "mkdir" -> scope(0).aioMkdir(path(0), number(1), this::status);
            case "rmdir" -> scope(0).aioRmdir(path(0), this::status);
            case "mknod" -> scope(0).aioMknod(path(0), number(1), Advanced.makedev(number(2), number(3)), this::status);
            case "link" -> {
                if (isWd(1)) {
                    scope(0).aioLink(path(0), wd(1), path(1), this::status);
                } else {
                    scope(0).aioLink(path(0), path(1), this::status);
                }
            }
            case "symlink" -> scope(1).aioSymlink(Script.text(args[0]), path(1), this::status);
            case "readlink" -> scope(0).aioReadlink(path(0), object(this::shown));
            case "realpath" -> scope(0).aioRealpath(path(0), object(this::shown));
            case "rename" -> {
                if (isWd(1)) {
                    scope(0).aioRename(path(0), wd(1), path(1), this::status);
                } else {
                    scope(0).aioRename(path(0), path(1), this::status);
                }
            }
            case "rename2" -> {
                if (isWd(1)) {
                    scope(0).aioRename2(path(0), wd(1), path(1), number(2), this::status);
                } else {
                    scope(0).aioRename2(path(0), path(1), number(2), this::status);
                }
            }
            case "readdir" -> scope(0).aioReaddir(path(0), object(this::shown));
            case "readdirx" -> {
                boolean dents = (number(1) & AioConstants.READDIR_DENTS) != 0;
                scope(0).aioReaddirx(path(0), number(1), object(read -> (read.flags() & ~AioConstants.READDIR_DENTS) + " " + read.entries().stream()
                        .map(entry -> shown(entry.name()) + (dents ? ":" + entry.type() : "")).sorted()
                        .collect(Collectors.joining(","))));
            }
            case "slurp" -> scope(0).aioSlurp(path(0), offset(1), offset(2), object(data -> Script.encode(data.array())));
            case "load" -> scope(0).aioLoad(path(0), object(data -> Script.encode(data.array())));
            case "copy" -> {
                if (isWd(1)) {
                    scope(0).aioCopy(path(0), wd(1), path(1), this::status);
                } else {
                    scope(0).aioCopy(path(0), path(1), this::status);
                }
            }
            case "move" -> {
                if (isWd(1)) {
                    scope(0).aioMove(path(0), wd(1), path(1), this::status);
                } else {
                    scope(0).aioMove(path(0), path(1), this::status);
                }
            }
            case "pathsync" -> scope(0).aioPathsync(path(0), this::status);
            case "rmtree" -> scope(0).aioRmtree(path(0), this::status);
            case "scandir" -> scope(0).aioScandir(path(0), number(1),
                    object(scan -> shown(scan.dirs()) + " " + shown(scan.nondirs())));
            case "fiemap" -> io.aioFiemap(fd(0), offset(1), offset(2), number(3), number(4), object(JavaDriver::ranges));
            case "fiemap_count" -> io.aioFiemapCount(fd(0), offset(1), offset(2), number(3),
                    count -> outcome = count < 0 ? fail() : "ok " + Math.min(count, 1));
            case "fcntl" -> io.aioFcntl(fd(0), number(1), number(2), this::status);
            case "ioctl" -> {
                ByteBuffer arg = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
                io.aioIoctl(fd(0), longNumber(1), arg, result -> outcome = result < 0 ? fail() : "ok " + result + " " + arg.getInt(0));
            }
            case "lock" -> {
                ByteBuffer arg = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
                arg.putShort(0, (short) number(2)).putLong(8, offset(3)).putLong(16, offset(4));
                io.aioFcntl(fd(0), number(1), arg, result -> outcome = result < 0 ? fail() : "ok " + result + " " + arg.getShort(0));
            }
            case "map" -> {
                ByteBuffer map = Advanced.mmap(offset(2), AioConstants.PROT_READ | AioConstants.PROT_WRITE, AioConstants.MAP_SHARED, fd(1));
                maps.put(args[0], map);
                outcome = map == null ? fail() : "ok " + map.capacity();
            }
            case "msync" -> io.aioMsync(maps.get(args[0]), offset(1), offset(2), number(3), this::status);
            case "mtouch" -> io.aioMtouch(maps.get(args[0]), offset(1), offset(2), number(3), this::status);
            case "mlock" -> io.aioMlock(maps.get(args[0]), offset(1), offset(2), this::status);
            case "sync" -> io.aioSync(this::status);
            case "fsync" -> io.aioFsync(fd(0), this::status);
            case "fdatasync" -> io.aioFdatasync(fd(0), this::status);
            case "syncfs" -> io.aioSyncfs(fd(0), this::status);
            case "sync_file_range" -> io.aioSyncFileRange(fd(0), offset(1), offset(2), number(3), this::status);
            case "wd" -> {
                String name = args[0];
                scope(1).aioWd(path(1), wd -> {
                    if (wd != null) {
                        wds.put(name, wd);
                    }
                    outcome = wd == null ? fail() : "ok";
                });
            }
            case "nop" -> io.aioNop(() -> outcome = "ok");
            case "busy" -> io.aioBusy(Double.parseDouble(args[0]), () -> outcome = "ok");
            case "group" -> group();
            case "feed" -> feed();
            case "priorities" -> priorities();
            case "cancelled" -> cancelled();
            default -> throw new AssertionError("no operation " + operation);
        }
    }

    private void read() {
        int from = number(3);
        ByteBuffer data = ByteBuffer.allocate(from + number(2));
        Arrays.fill(data.array(), 0, from, (byte) '.');
        io.aioRead(fd(0), offset(1), number(2), data, from, count -> outcome = count < 0 ? fail()
                : "ok " + count + " " + Script.encode(Arrays.copyOf(data.array(), from + (int) count)));
    }

    /** Extents that follow each other as one: how many there are is up to the file system's mood. */
    private static String ranges(List<AioExtent> extents) {
        StringBuilder ranges = new StringBuilder();
        long end = -1;
        for (AioExtent extent : extents) {
            if (extent.logical() != end) {
                ranges.append(end < 0 ? "" : end + ",").append(extent.logical()).append('-');
            }
            end = extent.logical() + extent.length();
        }
        return end < 0 ? "" : ranges.append(end).toString();
    }

    private void group() {
        int[] found = {0};
        AioGroup group = io.aioGroup(result -> outcome = result.length == 0 ? "ok" : "ok " + result[0]);
        for (int i = 0; i < args.length; i++) {
            group.add(scope(i).aioStat(path(i), st -> {
                if (st != null) {
                    group.result(++found[0]);
                }
            }));
        }
    }

    private void feed() {
        int[] state = {1, 0, 0, 0}; // the next argument; seen, most at once, now
        AioGroup group = io.aioGroup(result -> outcome = "ok " + state[1] + " " + state[2]);
        group.limit(number(0));
        group.feed(more -> {
            if (state[0] < args.length) {
                state[2] = Math.max(state[2], ++state[3]);
                int i = state[0]++;
                more.add(scope(i).aioLstat(path(i), st -> {
                    state[3]--;
                    state[1]++;
                }));
            }
        });
    }

    private void priorities() {
        List<String> order = new ArrayList<>(List.of("ok"));
        io.maxParallel(0);
        for (String priority : args) {
            IoAio.aioreqPri(Integer.parseInt(priority));
            io.aioNop(() -> order.add(priority));
        }
        io.minParallel(1);
        io.flush();
        outcome = String.join(" ", order);
        io.minParallel(4);
    }

    private void cancelled() {
        int[] called = {0};
        io.maxParallel(0);
        AioRequest<Long> request = scope(0).aioUnlink(path(0), result -> called[0]++);
        request.cancel();
        io.minParallel(4);
        io.flush();
        outcome = "ok " + called[0] + " " + io.nreqs();
    }

    // What callbacks make of a result

    private String fail() {
        return "fail " + IoAio.errno();
    }

    private void status(long result) {
        outcome = result < 0 ? fail() : "ok " + result;
    }

    private <T> Consumer<T> object(Function<T, Object> show) {
        return value -> outcome = value == null ? fail() : "ok " + show.apply(value);
    }

    private Consumer<AioStat> stat() {
        return object(st -> Integer.toOctalString(st.mode()) + " " + st.nlink() + " " + st.uid() + " " + st.gid() + " "
                + st.size() + " " + st.rdev());
    }

    private static String time(FileTime time) {
        Instant instant = time.toInstant();
        return String.format("%d.%09d", instant.getEpochSecond(), instant.getNano());
    }

    private String shown(String path) {
        return Script.encode(path, root);
    }

    private String shown(List<String> names) {
        return names.stream().map(this::shown).sorted().collect(Collectors.joining(","));
    }

    // What arguments mean

    private boolean isFd(int i) {
        return args[i].startsWith("$");
    }

    private boolean isWd(int i) {
        return args[i].startsWith("@");
    }

    private int fd(int i) {
        return fds.getOrDefault(args[i].substring(isFd(i) ? 1 : 0), CLOSED);
    }

    private AioWd wd(int i) {
        return wds.getOrDefault(args[i].substring(1, args[i].indexOf(':')), IoAio.INVALID_WD);
    }

    private PathRequests scope(int i) {
        return isWd(i) ? wd(i) : io;
    }

    private String path(int i) {
        if (isWd(i)) {
            return Script.text(args[i].substring(args[i].indexOf(':') + 1));
        }
        String path = Script.text(args[i]);
        return path.isEmpty() || path.startsWith("/") ? path : root + "/" + path;
    }

    private long offset(int i) {
        return Long.parseLong(args[i]);
    }

    private FileTime time(int i) {
        if (args[i].equals("now")) {
            return null;
        }
        double seconds = Double.parseDouble(args[i]);
        long whole = (long) Math.floor(seconds);
        return FileTime.from(Instant.ofEpochSecond(whole, Math.round((seconds - whole) * 1e9)));
    }

    private int number(int i) {
        return (int) longNumber(i);
    }

    private long longNumber(int i) {
        long sum = 0;
        for (String part : args[i].split("\\|")) {
            sum |= Character.isUpperCase(part.charAt(0)) ? constant(part) : part.matches("0\\d+") ? Long.parseLong(part, 8)
                    : Long.parseLong(part);
        }
        return sum;
    }

    private static long constant(String name) {
        try {
            return ((Number) AioConstants.class.getField(name).get(null)).longValue();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
