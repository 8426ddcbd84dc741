package io.github.jeio.requests;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that may be answered without a thread: each test runs once with such answers and once without. */
@ParameterizedClass(name = "inlineCached({0})")
@ValueSource(booleans = {true, false})
abstract class CachedOrNotTest extends RequestTest {

    @Parameter
    boolean inlineCached;

    @BeforeEach
    void setInlineCached() {
        io.inlineCached(inlineCached);
    }
}
