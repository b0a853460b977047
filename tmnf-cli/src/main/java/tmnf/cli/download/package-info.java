/**
 * {@code tmnf download}: options by topic, progress, and results in words and JSON. What is downloaded, how
 * politely and in which order is the business of {@code tmnf.exchange}. Non-null is the default everywhere.
 */
package tmnf.cli.download;
