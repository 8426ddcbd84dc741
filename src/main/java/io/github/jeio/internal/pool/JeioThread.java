package io.github.jeio.internal.pool;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * A thread that outlives the call that makes it. It holds on to nothing of its maker's: neither the context class loader
 * nor inheritable thread-locals nor, on JDKs that have such, the access context, which refers to the class loaders of all
 * callers. With any of these an application could never be collected from which a pool was used first that others use, too.
 */
public abstract class JeioThread extends Thread {

    /** To be called through {@link #make}. */
    JeioThread(String name) {
        super(null, null, name, 0, false);
        setContextClassLoader(JeioThread.class.getClassLoader());
    }

    /** Runs a constructor; a class of the caller's and no lambda, see {@link Pool}. */
    @SuppressWarnings("removal") // does nothing from JDK 24 on, and is needed before
    static <T extends JeioThread> T make(PrivilegedAction<T> constructor) {
        return AccessController.doPrivileged(constructor);
    }
}
