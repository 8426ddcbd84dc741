package io.github.jeio.cli;

/** What a chart is drawn on, in pixels from the upper left corner; colours are 0xRRGGBB. */
interface Canvas {

    void line(double x1, double y1, double x2, double y2, int color);

    void dot(double x, double y, int color);

    /** @param anchor 0: begins at x, 1: is centred there, 2: ends there */
    void text(double x, double y, String text, int anchor);
}
