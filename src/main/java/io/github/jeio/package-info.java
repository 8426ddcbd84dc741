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
 * <dd>a whole file:
 *     <a href="files/AsyncFiles.html#readString(java.nio.file.Path)">readString</a>,
 *     <a href="IoAio.html#aioLoad(java.lang.String)">aioLoad</a>; a part of it:
 *     <a href="IoAio.html#aioSlurp(java.lang.String,long,long)">aioSlurp</a>, or
 *     <a href="IoAio.html#aioOpen(java.lang.String,int)">aioOpen</a> and
 *     <a href="IoAio.html#aioRead(int,long,java.nio.ByteBuffer)">aioRead</a>; a descriptor that closes itself:
 *     {@link io.github.jeio.files.AioFile}; what comes in pieces:
 *     {@link io.github.jeio.AioBuffer}; line by line or chunk by chunk: {@link io.github.jeio.files.FileFlow}
 * <dt>Write, replace
 * <dd><a
 *     href="files/AsyncFiles.html#writeString(java.nio.file.Path,java.lang.CharSequence,java.nio.file.OpenOption...)">writeString</a>,
 *     <a href="IoAio.html#aioWrite(int,long,java.nio.ByteBuffer)">aioWrite</a>; all or nothing, and on the device:
 *     <a
 *     href="files/AsyncFiles.html#replace(java.nio.file.Path,byte[],java.nio.file.attribute.FileAttribute...)">replace</a>,
 *     <a
 *     href="IoAio.html#aioWriteFile(java.lang.String,java.nio.ByteBuffer,int)">aioWriteFile</a>, <a href="IoAio.html#aioFsync(int)">aioFsync</a>
 * <dt>Look, list, walk
 * <dd><a href="IoAio.html#aioStat(java.lang.String)">aioStat</a>,
 *     <a href="IoAio.html#aioExists(java.lang.String)">aioExists</a>,
 *     <a href="IoAio.html#aioReaddir(java.lang.String)">aioReaddir</a>,
 *     <a href="files/AsyncFiles.html#list(java.nio.file.Path)">list</a>; a tree:
 *     <a href="files/AsyncFiles.html#walk(java.nio.file.Path,java.nio.file.FileVisitOption...)">walk</a>,
 *     <a
 *     href="IoAio.html#aioTree(java.lang.String,io.github.jeio.AioTree,java.util.function.Consumer)">aioTree</a>,
 *     as {@link io.github.jeio.AioTree} says
 * <dt>Copy, move, remove
 * <dd>a file: <a href="IoAio.html#aioCopy(java.lang.String,java.lang.String)">aioCopy</a>,
 *     <a href="IoAio.html#aioMove(java.lang.String,java.lang.String)">aioMove</a>,
 *     <a href="IoAio.html#aioUnlink(java.lang.String)">aioUnlink</a>; a tree:
 *     <a href="IoAio.html#aioCptree(java.lang.String,java.lang.String,io.github.jeio.AioTreeCopy)">aioCptree</a> and
 *     <a href="IoAio.html#aioMvtree(java.lang.String,java.lang.String,io.github.jeio.AioTreeCopy)">aioMvtree</a>, as
 *     {@link io.github.jeio.AioTreeCopy} says, <a href="IoAio.html#aioRemove(java.lang.String)">aioRemove</a>, in another way
 *     as {@link io.github.jeio.AioTreeRemove} says; by {@link java.nio.file.Path}, for files and trees alike:
 *     <a href="files/AsyncFiles.html#copyTree(java.nio.file.Path,java.nio.file.Path)">copyTree</a>,
 *     <a href="files/AsyncFiles.html#moveTree(java.nio.file.Path,java.nio.file.Path)">moveTree</a>,
 *     <a href="files/AsyncFiles.html#deleteTree(java.nio.file.Path)">deleteTree</a>
 * <dt>Do many things
 * <dd>{@link io.github.jeio.AioGroup}, with a feeder for a million of them;
 *     <a
 *     href="IoAio.html#aioAll(java.util.Collection)">aioAll</a>
 *     for a list of results; priorities: {@link io.github.jeio.IoAio#aioreqPri(int) aioreqPri}
 * <dt>Live in a loop
 * <dd>NIO's selector: {@link io.github.jeio.nio.AioSelectable}; Netty: {@link io.github.jeio.netty}; Vert.x:
 *     {@link io.github.jeio.vertx}; Swing and others: {@link io.github.jeio.loop.PollThread}; one's own:
 *     <a href="IoAio.html#pollFileno()">pollFileno</a> and <a href="IoAio.html#pollCb()">pollCb</a>
 * <dt>Tune, and see what happens
 * <dd>{@link io.github.jeio.IoAio#builder() builder} and <a href="IoAio.html#maxParallel(int)">maxParallel</a>;
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
 * <p><b>Threads.</b> Any thread may make requests. Callbacks run inside <a href="IoAio.html#pollCb()">pollCb</a>
 * and what calls it, one at a time: call it when <a href="IoAio.html#pollFileno()">pollFileno</a> is readable. A
 * pool that the application does not poll gets a thread that does as soon as a future or {@code await} needs one.
 *
 * <p><b>Priorities.</b> {@link io.github.jeio.IoAio#aioreqPri(int) aioreqPri} sets the priority of the calling thread's
 * next request, -4 to 4; the one after that has 0 again. A request begins only when none of a higher priority waits.
 */
@NullMarked
package io.github.jeio;

import org.jspecify.annotations.NullMarked;
