/**
 * Asynchronous file I/O: IO::AIO for the JVM. The original libeio, a pool of threads in C, does what blocks; the program
 * goes on, and is told when a result is there.
 *
 * <p>{@link io.github.jeio.IoAio} is the door: it has every request, under the name that IO::AIO's manual gives it, in
 * camel case. {@link io.github.jeio.IoAio#shared() IoAio.shared()} is the pool of the process,
 * {@link io.github.jeio.IoAio#create() IoAio.create()} makes another one. A request can be waited for in three ways:
 *
 * <pre>{@code
 * io.aioStat(path, st -> { ... });                        // a callback, in the thread that polls
 * CompletableFuture<AioStat> f = io.aioStat(path).future();
 * AioStat st = io.aioStat(path).await();                  // parks the thread; returns, or throws AioException
 * }</pre>
 *
 * <p><b>Errors.</b> A callback gets -1 or null and finds the reason in {@link io.github.jeio.IoAio#errno()}; futures
 * and {@code await} fail with {@link io.github.jeio.AioException}, which names call, path and errno. An argument that
 * can't be right throws at the call.
 *
 * <p><b>Threads.</b> Any thread may make requests. Callbacks run inside {@link io.github.jeio.IoAio#pollCb() pollCb}
 * and what calls it, one at a time: call it when {@link io.github.jeio.IoAio#pollFileno() pollFileno} is readable. A
 * pool that the application does not poll gets a thread that does as soon as a future or {@code await} needs one.
 *
 * <p><b>Priorities.</b> {@link io.github.jeio.IoAio#aioreqPri(int) aioreqPri} sets the priority of the calling thread's
 * next request, -4 to 4; the one after that has 0 again. A request begins only when none of a higher priority waits.
 */
@NullMarked
package io.github.jeio;

import org.jspecify.annotations.NullMarked;
