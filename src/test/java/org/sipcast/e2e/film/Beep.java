package org.sipcast.e2e.film;

/**
 * One beep of the film.
 *
 * @param onsetMillis where it begins, from the sound's beginning
 * @param digit the last digit of the second that it marks, told by its pitch
 */
public record Beep(double onsetMillis, int digit) {}
