/** {@code tmnf pipeline}: commands of a file, one after the other, for cron and CI. */
package tmnf.cli.pipeline;
