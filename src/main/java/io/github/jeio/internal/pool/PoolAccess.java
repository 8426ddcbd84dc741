package io.github.jeio.internal.pool;

/**
 * Gives other packages of the module access to what is behind the facade's objects. {@code IoAio} sets the instance. The
 * facade's types are plain objects here, since internal packages do not know the facade.
 */
public abstract class PoolAccess {

    private static volatile PoolAccess instance;

    /** Called by the class that has the access. */
    public static void set(PoolAccess access) {
        instance = access;
    }

    /** The pool of an {@code IoAio}. */
    public static Pool pool(Object io) {
        return instance.poolOf(io);
    }

    /** What the paths of a {@code PathRequests} are relative to. */
    public static Scope scope(Object paths) {
        return instance.scopeOf(paths);
    }

    /** The directory of an {@code AioWd}. */
    public static Directory directory(Object wd) {
        return instance.directoryOf(wd);
    }

    /** An {@code AioWd} of a directory that was just opened. */
    static Object opened(Directory directory) {
        return instance.wdOf(directory);
    }

    /** An {@code AioDir} of a directory that was just opened. */
    public static Object openedToRead(Directory directory) {
        return instance.dirOf(directory);
    }

    /** The process's shared pool. It also closes what a closed pool can't close any more. */
    public static Pool shared() {
        return instance.sharedPool();
    }

    protected abstract Pool poolOf(Object io);

    protected abstract Scope scopeOf(Object paths);

    protected abstract Directory directoryOf(Object wd);

    protected abstract Object wdOf(Directory directory);

    protected abstract Object dirOf(Directory directory);

    protected abstract Pool sharedPool();
}
