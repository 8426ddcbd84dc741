package io.github.jeio.advanced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jeio.Advanced;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every advanced function that takes an object refuses a null by name, but where it means something. */
class BadArgumentsTest {

    private static final Set<String> MAY_BE_NULL = Set.of("special", "fstype", "siginfo", "sockaddr", "envp");

    static Stream<Method> functions() {
        return Arrays.stream(Advanced.class.getMethods()).filter(method -> Modifier.isStatic(method.getModifiers())
                && !Arrays.stream(method.getParameterTypes()).allMatch(Class::isPrimitive));
    }

    private static List<String> names(Method method) throws Exception {
        String types = String.join(", ", Arrays.stream(method.getParameterTypes())
                .map(type -> Pattern.quote(type.getSimpleName()) + " (\\w+)").toList());
        Matcher source = Pattern.compile(" static \\S+ " + method.getName() + "\\(" + types + "\\)")
                .matcher(Files.readString(Path.of("src/main/java/io/github/jeio/Advanced.java")).replace(" @Nullable []", "[]").replace("@Nullable ", "").replaceAll("\\s+", " "));
        assertThat(source.find()).as("the source of %s", method).isTrue();
        return Stream.iterate(1, i -> i <= source.groupCount(), i -> i + 1).map(source::group).toList();
    }

    private static Object right(Class<?> type, String name) {
        return type == int.class ? (Object) (name.equals("flags") ? 0 : -1)
                : type == long.class ? (Object) 1L
                : type == String.class ? ""
                : type == String[].class ? new String[0]
                : type == ByteBuffer.class ? ByteBuffer.allocateDirect(1)
                : null;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aNullIsRefusedByName(Method method) throws Exception {
        List<String> names = names(method);
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            // mount's data only; a buffer of that name is a mapping
            boolean free = MAY_BE_NULL.contains(names.get(i)) || names.get(i).equals("data") && types[i] == String.class;
            if (!types[i].isPrimitive() && !free) {
                Object[] arguments = new Object[types.length];
                for (int j = 0; j < types.length; j++) {
                    arguments[j] = j == i ? null : right(types[j], names.get(j));
                }
                assertThat(thrown(method, arguments)).isInstanceOf(NullPointerException.class).hasMessage(names.get(i));
            }
        }
    }

    private static Throwable thrown(Method method, Object[] arguments) {
        return catchThrowable(() -> {
            try {
                method.invoke(null, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
