package io.github.jeio.nio;

import io.github.jeio.IoAio;

/** The pool of all channels that were opened without one; made for the first of them. */
final class SharedPool {

    static final IoAio IO = IoAio.create();

    private SharedPool() { }
}
