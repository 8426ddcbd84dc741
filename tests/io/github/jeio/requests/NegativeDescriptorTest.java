package io.github.jeio.requests;

import static io.github.jeio.AioConstants.F_GETLK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** -100 is the process's directory to many system calls, and no descriptor to a request. */
class NegativeDescriptorTest extends RequestTest {

    /** Whatever its other arguments are: nothing is done with them. */
    private Object argument(Class<?> type, boolean buffer) {
        return type == int.class ? (Object) (buffer ? F_GETLK : 1) : type == long.class ? (Object) 0L : type == double.class ? (Object) 0.0
                : type == String.class ? (Object) "user.x" : type == ByteBuffer.class ? (Object) ByteBuffer.allocateDirect(4096)
                : type == ByteBuffer[].class ? (Object) new ByteBuffer[] {ByteBuffer.allocate(10)}
                : type == FileTime.class ? (Object) FileTime.fromMillis(0) : null;
    }

    @ParameterizedTest
    @ValueSource(ints = {-100, -1, -2, Integer.MIN_VALUE})
    void everyRequestOnADescriptorSaysEbadf(int fd) throws Exception {
        List<String> outcomes = new ArrayList<>();
        int requests = 0;
        for (Method method : io.getClass().getMethods()) {
            Class<?>[] types = method.getParameterTypes();
            if (!method.getName().startsWith("aio") || Modifier.isStatic(method.getModifiers()) || types.length == 0
                    || types[0] != int.class || method.getName().matches("aioreq.*|aioMlockall|aioGroup")
                    || List.of(types).stream().anyMatch(type -> type.getName().startsWith("java.util.function."))) {
                continue;
            }
            Object[] arguments = new Object[types.length];
            arguments[0] = fd;
            for (int i = 1; i < types.length; i++) {
                arguments[i] = argument(types[i], List.of(types).contains(ByteBuffer.class));
            }
            requests++;
            outcomes.add(method.getName() + " " + outcome(method, arguments));
        }
        assertThat(requests).isGreaterThan(30);
        assertThat(outcomes).allMatch(outcome -> outcome.endsWith(" EBADF"));
    }

    private String outcome(Method method, Object[] arguments) throws Exception {
        try {
            return "gave " + get((AioRequest<?>) method.invoke(io, arguments));
        } catch (AioException e) {
            return Errno.name(e.errno());
        } catch (InvocationTargetException e) {
            return "threw " + e.getCause();
        }
    }
}
