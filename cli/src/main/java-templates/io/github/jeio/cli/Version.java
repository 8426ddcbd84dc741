package io.github.jeio.cli;

/** The version that is being built; the build writes it here. */
final class Version {

    static final String TEXT = "${project.version}";

    private Version() { }
}
