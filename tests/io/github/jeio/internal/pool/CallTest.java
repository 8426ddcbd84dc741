package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jeio.AioWd;
import io.github.jeio.internal.memory.Hold;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.support.PoolTest;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The call that the poller uses again: nothing of one request is in the next. */
class CallTest extends PoolTest {

    @Test
    void aCallIsAsNewWhenItIsCleared() throws Exception {
        Pool pool = PoolAccess.pool(io);
        Call call = Call.on(pool, Op.NOP);
        Map<Field, Object> fresh = fields(call);
        for (Map.Entry<Field, Object> field : fresh.entrySet()) {
            field.getKey().set(holder(call, field.getKey()), other(field.getKey()));
        }
        assertThat(fields(call).keySet()).isNotEmpty().allSatisfy(field -> assertThat(fields(call).get(field)).isNotEqualTo(fresh.get(field)));
        call.clear();
        call.op = Op.NOP; // which every call sets
        assertThat(fields(call)).isEqualTo(fresh);
    }

    @Test
    void nothingOfARequestIsInTheNext() throws Exception {
        String one = file("one", "1");
        String two = file("two", "22");
        AioWd wd = io.aioWd(dir.toString()).await();
        List<String> seen = new ArrayList<>();
        io.aioNop(() -> {
            for (int i = 0; i < 3; i++) {
                assertThatIllegalArgumentException().isThrownBy(() -> io.aioRename(one, "a\0b"));
                ByteBuffer heap = ByteBuffer.allocate(8);
                io.aioSlurp(two, 0, heap, count -> seen.add("whole " + count));
                wd.aioStat("one", status -> seen.add("at " + status.size()));
                io.aioStat("one", status -> seen.add("not at: " + status));
                io.aioReadlink(one, target -> seen.add("link " + target));
                io.aioGroup(status -> seen.add("group")).add(io.aioStat(two, status -> seen.add("in group " + status.size())));
                io.aioUtime(one, FileTime.fromMillis(1000), FileTime.fromMillis(2000), status -> seen.add("utime " + status));
            }
        });
        io.flush();
        wd.close();
        io.flush();
        assertThat(seen).containsOnly("whole 2", "at 1", "not at: null", "link null", "group", "in group 2", "utime 0").hasSize(7 * 3);
        assertThat(Files.getLastModifiedTime(Path.of(one))).isEqualTo(FileTime.fromMillis(2000));
    }

    private static Object holder(Call call, Field field) throws ReflectiveOperationException {
        if (field.getDeclaringClass() == Call.class) {
            return call;
        }
        Field buffers = Call.class.getDeclaredField("buffers");
        buffers.setAccessible(true);
        return buffers.get(call);
    }

    /** A value that a fresh call's field does not have. */
    private static Object other(Field field) {
        Class<?> type = field.getType();
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 2L;
        }
        if (type == double.class) {
            return 3.0;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == CallBuffers.Use.class) {
            return CallBuffers.Use.ITSELF;
        }
        if (type == String.class) {
            return "text";
        }
        if (type == ByteBuffer.class) {
            return ByteBuffer.allocate(1);
        }
        if (type == ByteBuffer[].class) {
            return new ByteBuffer[1];
        }
        if (type == Directory.class) {
            return Directory.INVALID;
        }
        if (type == Op.class) {
            return Op.READ;
        }
        if (type.isInterface()) {
            return type == Hold.class ? (Hold) (result, delivered) -> { } : (Consumer<ByteBuffer>) data -> { };
        }
        throw new AssertionError("a value of " + type + " for " + field);
    }

    private static Map<Field, Object> fields(Call call) {
        Map<Field, Object> values = new HashMap<>();
        for (Class<?> type : List.of(Call.class, CallBuffers.class)) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
                    field.setAccessible(true);
                    try {
                        values.put(field, field.get(holder(call, field)));
                    } catch (ReflectiveOperationException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
        return values;
    }
}
