package io.github.jeio.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JVM's locale and encoding have no say in file names. */
class LocaleTest extends RequestTest {

    @ParameterizedTest
    @CsvSource({"C, UTF-8", "POSIX, ISO-8859-1"})
    void everyByteMakesTheRoundTrip(String locale, String encoding) throws Exception {
        List<String> names = new ChildJvm().environment(Map.of("LC_ALL", locale, "LANG", locale))
                .options("-Dfile.encoding=" + encoding).run(NameRoundTrip.class, dir.toString());
        assertThat(names).isEqualTo(NameRoundTrip.expected());
        assertThat(namesInHex(dir)).isEqualTo(NameRoundTrip.expected());
    }
}
