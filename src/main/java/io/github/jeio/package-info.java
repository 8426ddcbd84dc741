/**
 * Asynchronous file I/O: IO::AIO for the JVM. The original libeio, a pool of threads in C, does what blocks; the program
 * goes on, and is told when a result is there.
 *
 * <p>{@link io.github.jeio.IoAio} is the door: it has every request, under the name that IO::AIO's manual gives it, in
 * camel case. {@link io.github.jeio.IoAio#shared() IoAio.shared()} is the pool of the process,
 * {@link io.github.jeio.IoAio#create() IoAio.create()} makes another one. Who knows {@code java.nio.file.Files} begins with
 * {@link io.github.jeio.files.AsyncFiles}, which has its methods, options and exceptions. A request can be waited for in three
 * ways:
 *
 * <pre>{@code
 * io.aioStat(path, st -> { ... });                        // a callback, in the thread that polls
 * CompletableFuture<AioStat> f = io.aioStat(path).future();
 * AioStat st = io.aioStat(path).await();                  // parks the thread; returns, or throws AioException
 * }</pre>
 *
 * <h2>What is to be done</h2>
 *
 * <dl>
 * <dt>Read
 * <dd>a whole file: {@link io.github.jeio.files.AsyncFiles#readString(java.nio.file.Path) readString},
 *     {@link io.github.jeio.IoAio#aioLoad(String) aioLoad}; a part of it: {@link io.github.jeio.IoAio#aioSlurp(String, long, long)
 *     aioSlurp}, or {@link io.github.jeio.IoAio#aioOpen(String, int) aioOpen} and
 *     {@link io.github.jeio.IoAio#aioRead(int, long, java.nio.ByteBuffer) aioRead}; a descriptor that closes itself:
 *     {@link io.github.jeio.files.AioFile}; what comes in pieces: {@link io.github.jeio.AioBuffer}; line by line or chunk by chunk:
 *     {@link io.github.jeio.files.FileFlow}
 * <dt>Write, replace
 * <dd>{@link io.github.jeio.files.AsyncFiles#writeString(java.nio.file.Path, CharSequence, java.nio.file.OpenOption...)
 *     writeString}, {@link io.github.jeio.IoAio#aioWrite(int, long, java.nio.ByteBuffer) aioWrite}; all or nothing, and on the
 *     device: {@link io.github.jeio.files.AsyncFiles#replace(java.nio.file.Path, byte[], java.nio.file.attribute.FileAttribute...)
 *     replace}, {@link io.github.jeio.IoAio#aioWriteFile(String, java.nio.ByteBuffer, int) aioWriteFile};
 *     {@link io.github.jeio.IoAio#aioFsync(int) aioFsync}
 * <dt>Look, list, walk
 * <dd>{@link io.github.jeio.IoAio#aioStat(String) aioStat}, {@link io.github.jeio.IoAio#aioExists(String) aioExists},
 *     {@link io.github.jeio.IoAio#aioReaddir(String) aioReaddir}; a tree: {@link io.github.jeio.IoAio#aioTree aioTree}, as
 *     {@link io.github.jeio.AioTree} says
 * <dt>Copy, move, remove
 * <dd>a file: {@link io.github.jeio.IoAio#aioCopy(String, String) aioCopy}, {@link io.github.jeio.IoAio#aioMove(String, String)
 *     aioMove}, {@link io.github.jeio.IoAio#aioUnlink(String) aioUnlink}; a tree: {@link io.github.jeio.IoAio#aioCptree(String,
 *     String, AioTreeCopy) aioCptree} and {@link io.github.jeio.IoAio#aioMvtree(String, String, AioTreeCopy) aioMvtree}, as
 *     {@link io.github.jeio.AioTreeCopy} says, {@link io.github.jeio.IoAio#aioRemove(String) aioRemove}
 * <dt>Do many things
 * <dd>{@link io.github.jeio.AioGroup}, with a feeder for a million of them; {@link io.github.jeio.IoAio#aioAll(java.util.Collection)
 *     aioAll} for a list of results; priorities: {@link io.github.jeio.IoAio#aioreqPri(int) aioreqPri}
 * <dt>Live in a loop
 * <dd>NIO's selector: {@link io.github.jeio.nio.AioSelectable}; Netty: {@code io.github.jeio.netty}; Vert.x:
 *     {@code io.github.jeio.vertx}; Swing and others: {@link io.github.jeio.loop.PollThread}; one's own:
 *     {@link io.github.jeio.IoAio#pollFileno() pollFileno} and {@link io.github.jeio.IoAio#pollCb() pollCb}
 * <dt>Tune, and see what happens
 * <dd>{@link io.github.jeio.IoAio#builder() builder} and {@link io.github.jeio.IoAio#maxParallel(int) maxParallel};
 *     {@link io.github.jeio.IoAio#stats() stats}, {@link io.github.jeio.IoAio#dump() dump},
 *     {@link io.github.jeio.IoAio#version() version}
 * <dt>Go on from AsynchronousFileChannel
 * <dd>{@link io.github.jeio.nio.AioFileChannel}, which is one
 * <dt>Call the kernel at once
 * <dd>{@link io.github.jeio.Advanced}: mmap, splice, eventfd and so on, without a thread
 * </dl>
 *
 * <h2>Rules</h2>
 *
 * <p><b>Errors.</b> A callback gets -1 or null and finds the reason in {@link io.github.jeio.IoAio#errno()}; futures
 * and {@code await} fail with {@link io.github.jeio.AioException}, which names call, path or descriptor, and errno. An argument
 * that can't be right throws at the call.
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
