/**
 * What is hostile, random or broken, at length: each test class here runs a short form of a program that goes on for as long as its
 * arguments say. docs/reliability.md has what came of the long forms.
 */
package io.github.jeio.reliability;
