/**
 * The self-test of {@code tmnf doctor}: what this program asks of the system, and the pipeline on made-up
 * races, tried in a folder that is deleted afterwards. Non-null is the default everywhere.
 */
package tmnf.cli.doctor.selftest;
