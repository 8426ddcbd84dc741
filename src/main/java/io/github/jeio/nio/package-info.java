/**
 * The JDK's channels over a pool: an asynchronous file channel, and a pool's descriptor as a channel for selectors.
 */
@NullMarked
package io.github.jeio.nio;

import org.jspecify.annotations.NullMarked;
