package io.github.jeio.internal.pool;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * A thread that outlives the call that makes it. It keeps nothing of its maker: no context class loader, no inheritable
 * thread-locals, and, on JDKs that have one, no access control context, which refers to the class loaders of all callers.
 * With any of these, the first application that uses a shared pool could never be unloaded.
 */
public abstract class JeioThread extends Thread {

    /** Called through {@link #make} only. */
    JeioThread(String name) {
        super(null, null, name, 0, false);
        setContextClassLoader(JeioThread.class.getClassLoader());
    }

    /**
     * Runs a constructor without the callers' access control context. The argument is a class and no lambda: see {@link
     * Submission}.
     */
    @SuppressWarnings("removal") // no effect from JDK 24 on, but needed before
    static <T extends JeioThread> T make(PrivilegedAction<T> constructor) {
        return AccessController.doPrivileged(constructor);
    }
}
