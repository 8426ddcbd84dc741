package io.github.jeio.support;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * After a test has failed, no other one is begun: for tools/Mutants.java, which only asks whether one fails. JUnit finds it as a service,
 * and looks for services only where it is told to.
 */
public final class FirstFailure implements ExecutionCondition, AfterTestExecutionCallback {

    private static volatile boolean failed;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return failed ? ConditionEvaluationResult.disabled("another test has failed") : ConditionEvaluationResult.enabled("none has failed");
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        failed |= context.getExecutionException().filter(thrown -> !(thrown instanceof TestAbortedException)).isPresent();
    }
}
