/**
 * Pools on the event loops of Netty, and files as what its channels write. Netty is an optional dependency: who uses this
 * package has it already.
 *
 * <table class="striped">
 * <caption>What works where</caption>
 * <thead><tr><th>Netty</th><th>transports</th><th>tested with</th></tr></thead>
 * <tbody>
 * <tr><td>4.2</td><td>NIO, epoll, io_uring</td><td>4.2.0, 4.2.18</td></tr>
 * <tr><td>4.1</td><td>NIO</td><td>4.1.100, 4.1.137</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Netty 4.1 has no public way to watch a foreign descriptor with its epoll: there, take
 * {@link io.github.jeio.loop.PollThread} with the loop as its executor, which costs a thread.
 */
@NullMarked
package io.github.jeio.netty;

import org.jspecify.annotations.NullMarked;

