/**
 * Pools at home in an event loop: one pool a loop, its callbacks on the loop's own thread. The role that AnyEvent::AIO has in
 * Perl.
 *
 * <ul>
 * <li>For Netty there is {@code io.github.jeio.netty}, for Vert.x {@code io.github.jeio.vertx}, for any program around an
 *     NIO selector {@link io.github.jeio.nio.AioSelectable}.
 * <li>A loop that can watch a descriptor watches {@link io.github.jeio.IoAio#pollFileno() pollFileno} and runs a
 *     {@link io.github.jeio.loop.PollTask} when it is readable.
 * <li>For a loop that can do neither, but takes tasks, {@link io.github.jeio.loop.PollThread} does the watching.
 * </ul>
 */
@NullMarked
package io.github.jeio.loop;

import org.jspecify.annotations.NullMarked;

