package io.github.jeio;

import io.github.jeio.requests.CopyTreeRequests;
import io.github.jeio.requests.DirectoryRequests;
import io.github.jeio.requests.ExtendedFileRequests;
import io.github.jeio.requests.FileRequests;
import io.github.jeio.requests.MakeRequests;
import io.github.jeio.requests.NameRequests;
import io.github.jeio.requests.QueryRequests;
import io.github.jeio.requests.TreeRequests;
import io.github.jeio.requests.WholeFileRequests;
import io.github.jeio.requests.XattrRequests;

/**
 * Every request that takes a pathname. On {@link IoAio} a relative path is resolved against the process's working
 * directory, on {@link AioWd} against that directory; an absolute path is the same on both.
 *
 * <p>A path is a {@code String} of any characters but NUL. To the kernel it goes as UTF-8, whatever the JVM's locale;
 * a byte of a file name that is not valid UTF-8 comes as one of U+DC80 to U+DCFF and goes as that byte again, so every
 * name that a request gives can be handed to another one. The empty path is one that does not exist: ENOENT.
 *
 * <p>Every request exists with a callback and without: the callback is called by the thread that polls, once; where it
 * gets -1 or null the request failed, and {@link IoAio#errno()} says why. Without one, {@link AioRequest#await()} or
 * {@link AioRequest#future()} tells the outcome. A path that is null, or contains a NUL or half a surrogate pair, and
 * a null callback throw at the call ({@code NullPointerException}, {@code IllegalArgumentException}), as does a closed
 * pool or directory ({@code IllegalStateException}); then nothing is submitted.
 */
public sealed interface PathRequests
        extends FileRequests, ExtendedFileRequests, XattrRequests, NameRequests, DirectoryRequests,
        WholeFileRequests, TreeRequests, CopyTreeRequests, QueryRequests, MakeRequests
        permits IoAio, AioWd { }
