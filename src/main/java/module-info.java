/** Asynchronous file I/O: the original libeio, driven from a Java event loop. */
@SuppressWarnings("requires-automatic") // Micrometer is an automatic module with a name in its manifest
module io.github.jeio {
    exports io.github.jeio;
    exports io.github.jeio.files;
    exports io.github.jeio.loop;
    exports io.github.jeio.metrics;
    exports io.github.jeio.netty;
    exports io.github.jeio.nio;
    exports io.github.jeio.requests;
    exports io.github.jeio.vertx;

    // annotations for nullness
    requires static org.jspecify;

    // io.github.jeio.metrics
    requires static java.management;
    requires static jdk.jfr;
    requires static micrometer.core;

    // io.github.jeio.netty
    requires static io.netty.buffer;
    requires static io.netty.common;
    requires static io.netty.handler;
    requires static io.netty.transport;
    requires static io.netty.transport.classes.epoll;
    requires static io.netty.transport.classes.io_uring;
    requires static io.netty.transport.unix.common;

    // io.github.jeio.vertx
    requires static io.vertx.core;
}
