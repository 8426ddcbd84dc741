/**
 * Pools on the event loops of Vert.x 5, with its contexts and futures. Vert.x is an optional dependency: who uses this
 * package has it already. Tested with 5.0.0 and 5.2.3, on the transports NIO, epoll and io_uring.
 *
 * <p>Vert.x has no way to replace {@code vertx.fileSystem()}; this stands beside it.
 */
@NullMarked
package io.github.jeio.vertx;

import org.jspecify.annotations.NullMarked;
