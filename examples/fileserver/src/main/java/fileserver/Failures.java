package fileserver;

import io.github.jeio.Errno;
import io.netty.handler.codec.http.HttpResponseStatus;

/** What a client is told of an errno. */
final class Failures {

    private Failures() { }

    static HttpResponseStatus status(int errno) {
        if (errno == Errno.EACCES || errno == Errno.EPERM) {
            return HttpResponseStatus.FORBIDDEN;
        }
        if (errno == Errno.EMFILE || errno == Errno.ENFILE || errno == Errno.ENOMEM || errno == Errno.EAGAIN) {
            return HttpResponseStatus.SERVICE_UNAVAILABLE;
        }
        // EXDEV and ELOOP: a link that leads out of the root
        boolean absent = errno == Errno.ENOENT || errno == Errno.ENOTDIR || errno == Errno.EXDEV || errno == Errno.ELOOP
                || errno == Errno.ENAMETOOLONG || errno == Errno.ENXIO || errno == Errno.EINVAL;
        return absent ? HttpResponseStatus.NOT_FOUND : HttpResponseStatus.INTERNAL_SERVER_ERROR;
    }
}
