/**
 * What a training is made of: {@link tmnf.rl.config.TrainSettings} with a record for each section of the
 * YAML file, and schedules. Maps come in, maps go out; files are others' business. Non-null is the default
 * everywhere.
 */
package tmnf.rl.config;
