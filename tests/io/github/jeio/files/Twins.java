package io.github.jeio.files;

import io.github.jeio.IoAio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import java.util.stream.Stream;

/** {@link Files} and {@link AsyncFiles}, each with a tree of its own that is like the other's. */
final class Twins {

    /** What is longer is not shown whole. */
    private static final int LONG = 1000;
    /** What each method has come to, "good" or "bad" or both. */
    private static final Map<String, Set<String>> COVERED = new TreeMap<>();

    private final IoAio io;
    private final Path dir;

    /** Those that the last case has left as they were: the next one can have them. */
    private final Map<String, TwinTree> trees = new HashMap<>();

    Twins(IoAio io, Path dir) {
        this.io = io;
        this.dir = dir;
    }

    /** What both gave for a case, and what their trees are like then. */
    record Outcome(String result, Map<String, String> tree) { }

    Outcome byFiles(TwinCases.Case what) throws IOException {
        return outcome(what, api(this::synchronous), "files");
    }

    Outcome byAsyncFiles(TwinCases.Case what) throws IOException {
        AsyncFiles files = AsyncFiles.on(io);
        return outcome(what, api((method, arguments) -> noted(method, () -> asynchronous(files, files, method, arguments))), "async");
    }

    /** The parts by a {@link FileFlow}; null where it has no such method. */
    Outcome byFlow(TwinCases.Case what) throws IOException {
        FileFlow flow = AsyncFiles.on(io).flow();
        try {
            return outcome(what, api((method, arguments) -> noted(method, () -> asynchronous(flow, null, method, arguments))), "flow");
        } catch (NoFlow e) {
            return null;
        }
    }

    private static final class NoFlow extends Error {
        private static final long serialVersionUID = 1L;
    }

    private Outcome outcome(TwinCases.Case what, TwinApi api, String by) throws IOException {
        TwinTree tree = trees.get(by);
        if (tree == null) {
            tree = TwinTree.make(io, Files.createTempDirectory(dir, by).resolve("tree"));
        }
        String result;
        try {
            result = tree.anonymous(text(what.body().run(api, tree.root)));
        } catch (IOException | RuntimeException | AssertionError e) {
            result = tree.anonymous(text(e));
        }
        Map<String, String> content = tree.content();
        trees.put(by, content == tree.before ? tree : null);
        return new Outcome(result, content);
    }

    // who is asked

    private interface Call {
        Object make(Method method, Object[] arguments) throws Throwable;
    }

    private interface Noted {
        Object run() throws Throwable;
    }

    private static TwinApi api(Call call) {
        return (TwinApi) Proxy.newProxyInstance(Twins.class.getClassLoader(), new Class<?>[] {TwinApi.class},
                (proxy, method, arguments) -> call.make(method, arguments));
    }

    static Set<String> outcomes(Method method) {
        return COVERED.getOrDefault(name(method), Set.of());
    }

    private Object noted(Method method, Noted call) throws Throwable {
        Set<String> seen = COVERED.computeIfAbsent(name(method), none -> new TreeSet<>());
        try {
            Object result = call.run();
            seen.add("good");
            return result;
        } catch (IOException e) {
            seen.add("bad");
            throw e;
        }
    }

    private static String name(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }

    private Object synchronous(Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("toRealPath")) {
            return ((Path) arguments[0]).toRealPath((LinkOption[]) arguments[1]);
        }
        try {
            return unfolded(Files.class.getMethod(method.getName(), method.getParameterTypes()).invoke(null, arguments));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Whatever is wrong with the arguments comes out of the call; what the kernel says comes by the future. */
    private Object asynchronous(Object files, AsyncFiles whole, Method method, Object[] arguments) throws Throwable {
        Object given;
        try {
            Method its = method(files, method);
            given = its == null && whole != null ? method(whole.flow(), method).invoke(whole.flow(), arguments)
                    : its == null ? null : its.invoke(files, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IOException) {
                throw new AssertionError("thrown by the call", e.getCause());
            }
            throw e.getCause();
        }
        if (given == null) {
            throw new NoFlow();
        }
        try {
            return given instanceof Publisher<?> publisher ? Collected.all(publisher, io) : unfolded(AsyncFiles.await((CompletableFuture<?>) given));
        } catch (RuntimeException e) {
            throw new AssertionError("given by the future", e);
        }
    }

    private static Method method(Object owner, Method like) {
        try {
            return owner.getClass().getMethod(like.getName(), like.getParameterTypes());
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static Object unfolded(Object given) throws IOException {
        if (!(given instanceof Stream<?> stream)) {
            return given;
        }
        try (stream) {
            return stream.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    // what is compared

    static String text(Object result) {
        if (result instanceof byte[] bytes) {
            return "bytes " + Arrays.hashCode(bytes);
        } else if (result instanceof List<?> list) {
            Stream<String> texts = list.stream().map(Twins::text); // a directory's entries come in any order
            return (list.stream().allMatch(Path.class::isInstance) ? texts.sorted() : texts).toList().toString();
        } else if (result instanceof Set<?> set) {
            return new TreeSet<>(set).toString();
        } else if (result instanceof BasicFileAttributes is) {
            return attributes(is);
        }
        String text = String.valueOf(result);
        return text.length() <= LONG ? text : text.substring(0, LONG) + "… " + text.hashCode();
    }

    private static String attributes(BasicFileAttributes is) {
        return "regular " + is.isRegularFile() + " directory " + is.isDirectory() + " link " + is.isSymbolicLink() + " other "
                + is.isOther() + " size " + (is.isRegularFile() ? is.size() : 0)
                + " modified " + (is.lastModifiedTime().toMillis() == TwinTree.LONG_AGO.toMillis() ? "long ago" : "now")
                + " key " + (is.fileKey() != null);
    }

    static String text(Throwable e) {
        if (e instanceof FileSystemException at) {
            return e.getClass().getName() + " of " + at.getFile() + " and " + at.getOtherFile();
        }
        return e instanceof AssertionError ? e.getMessage() + ": " + e.getCause() : e.getClass().getName();
    }
}
