/**
 * The interfaces that {@link io.github.jeio.IoAio} and {@link io.github.jeio.AioWd} inherit their requests from, one a theme.
 * Nobody imports them.
 */
@NullMarked
package io.github.jeio.requests;

import org.jspecify.annotations.NullMarked;
