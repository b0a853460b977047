/**
 * Configuration in layers: environment, {@code .env}, files and the user's file, offered to picocli as
 * default values; and {@code tmnf config}, which shows and checks them. Keys come from the options
 * themselves, so that a new command is configurable without a line of code. Non-null is the default
 * everywhere.
 */
package tmnf.cli.config;
