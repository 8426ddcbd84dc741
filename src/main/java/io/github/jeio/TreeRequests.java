package io.github.jeio;

/**
 * Whole files and trees at once: requests that are made of other requests, each of which can be cancelled as one. Part
 * of {@link PathRequests}, where the rules for paths are.
 *
 * <p>Where a callback gets -1 or null, {@link IoAio#errno()} says why.
 */
public sealed interface TreeRequests permits PathRequests { }
