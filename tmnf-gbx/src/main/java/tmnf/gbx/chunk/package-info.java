/**
 * One reader and one writer for each class of the engine, chunk by chunk. Non-null is the default everywhere.
 */
package tmnf.gbx.chunk;
