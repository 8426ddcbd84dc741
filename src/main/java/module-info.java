/** Asynchronous file I/O: the original libeio, driven from a Java event loop. */
module io.github.jeio {
    exports io.github.jeio;
    exports io.github.jeio.files;
    exports io.github.jeio.nio;
}
